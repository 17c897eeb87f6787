package io.sluice.inbox;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time by the store's clock, for whatever meets what other processes have written: when an event came, when a batch set
 * out, when a schema was read. This machine's own where no store has been opened.
 */
@Singleton
final class StoreTime implements InstantSource {
    private volatile StoreClock clock = StoreClock.of(InstantSource.system());

    /** From now on. */
    void keptBy(StoreClock keeper) {
        clock = keeper;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(clock.now());
    }
}
