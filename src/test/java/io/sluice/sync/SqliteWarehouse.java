package io.sluice.sync;

import java.nio.file.Path;
import java.util.Optional;

/** A file in a directory that is made with it. */
record SqliteWarehouse(Path file) implements TestWarehouse {
    static SqliteWarehouse in(Path directory) {
        return new SqliteWarehouse(directory.resolve("deep/down/warehouse.db"));
    }

    @Override
    public WarehouseSettings settings() {
        return new WarehouseSettings("jdbc:sqlite:" + file, Optional.empty(), Optional.empty());
    }
}
