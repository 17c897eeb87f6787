package io.sluice.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Stands still until it is moved. */
final class SetClock implements InstantSource {
    private final AtomicReference<Instant> instant = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));

    @Override
    public Instant instant() {
        return instant.get();
    }

    void advance(Duration duration) {
        instant.updateAndGet(now -> now.plus(duration));
    }
}
