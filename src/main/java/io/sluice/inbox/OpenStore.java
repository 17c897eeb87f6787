package io.sluice.inbox;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The one store of the process: opened when it is first asked for, so that commands that need none touch none. */
@Singleton
final class OpenStore {
    @Produces
    @Singleton
    SqlStore open(StoreConfig config) {
        return SqlStore.open(Database.of(config, InstantSource.system()));
    }

    void close(@Disposes SqlStore store) {
        store.close();
    }
}
