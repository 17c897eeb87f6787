package io.sluice.inbox;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/** Whether the store takes what is written. */
@Singleton
public class StoreHealth {
    private final Instance<Store> store;

    StoreHealth(Instance<Store> store) {
        this.store = store;
    }

    /** Goes through the writer, as an event would; fails as that would. Opens the store if nobody has. */
    public CompletionStage<Long> write() {
        return store.get().write(Store.Urgency.SETTLE, Tx::now);
    }
}
