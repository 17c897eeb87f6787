package io.sluice.inbox;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** The one store of the process: opened when it is first asked for, so that commands that need none touch none. */
@Singleton
public final class OpenStore {
    private static final Logger LOG = Logger.getLogger(OpenStore.class);

    private final StoreTime time;
    private volatile boolean beside;

    OpenStore(StoreTime time) {
        this.time = time;
    }

    /** As a command that needs it has it: beside a gateway, or made when no gateway ever was here. Before it is asked for. */
    public void beside() {
        beside = true;
    }

    @Produces
    @Singleton
    SqlStore open(StoreConfig config) {
        var store = beside
                ? SqlStore.besideOrNew(config, InstantSource.system())
                : SqlStore.open(Database.of(config, InstantSource.system()));
        time.keptBy(store.clock());
        LOG.infof("store.open %s", store.settings());
        return store;
    }

    void close(@Disposes SqlStore store) {
        store.close();
    }
}
