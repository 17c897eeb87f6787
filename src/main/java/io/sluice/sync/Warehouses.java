package io.sluice.sync;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The warehouse of each sync. */
@Singleton
class Warehouses {
    private final Map<String, Warehouse> all = new ConcurrentHashMap<>();
    private final Set<String> prepared = ConcurrentHashMap.newKeySet();

    Warehouse of(SyncSettings sync) {
        return all.computeIfAbsent(sync.name(), any -> Warehouse.of(sync.warehouse(), sync.schema(), sync.history()));
    }

    /**
     * With its schema and the tables of its state.
     *
     * @throws WarehouseUnavailable when they cannot be made
     */
    Warehouse prepared(SyncSettings sync) {
        var warehouse = of(sync);
        if (!prepared.contains(sync.name())) {
            warehouse.prepare();
            prepared.add(sync.name());
        }
        return warehouse;
    }
}
