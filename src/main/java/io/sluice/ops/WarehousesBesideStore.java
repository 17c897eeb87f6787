package io.sluice.ops;

import io.sluice.inbox.StoreConfig;
import io.sluice.sync.StoreLocation;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Tells the syncs where the store is, of which they know nothing else. */
@Singleton
class WarehousesBesideStore {
    @Produces
    @Singleton
    static StoreLocation location(StoreConfig store) {
        return new StoreLocation(store.url(), store.username(), store.password());
    }
}
