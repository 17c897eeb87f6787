package io.sluice.inbox;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether the store takes what is written. */
@Singleton
public class StoreHealth {
    private static final long PATIENCE_SECONDS = 3;

    private final Store store;

    StoreHealth(Store store) {
        this.store = store;
    }

    /** Goes through the writer, as an event would. Empty when all is well. */
    public Optional<String> problem() {
        try {
            store.write(Store.Urgency.SETTLE, Tx::now).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause().getMessage());
        } catch (TimeoutException e) {
            return Optional.of("The store has not answered for " + PATIENCE_SECONDS + " s.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
