package io.sluice.inbox;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Whether the store takes what is written, and what it says about how things stand. */
@Singleton
public class StoreHealth {
    private final Instance<SqlStore> store;

    StoreHealth(Instance<SqlStore> store) {
        this.store = store;
    }

    /** Goes through the writer, as an event would; fails as that would. Opens the store if nobody has. */
    public CompletionStage<Long> write() {
        return store.get().write(Store.Urgency.SETTLE, Tx::now);
    }

    /**
     * The accounts and lanes that pause, whichever process holds them.
     *
     * @throws StoreUnavailable when the store cannot be read
     */
    public List<Paused> paused() {
        return store.get().paused();
    }
}
