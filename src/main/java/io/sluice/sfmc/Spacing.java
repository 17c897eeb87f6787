package io.sluice.sfmc;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * Keeps calls as far apart as their own pace says, whoever makes them; without one it keeps nobody. The first one waits as well:
 * nobody knows how long ago the one before was.
 */
final class Spacing {
    private final long gapNanos;
    private final LongSupplier nanoTime;
    private long next;

    /** @param callsPerSecond empty: as fast as the door allows */
    Spacing(OptionalInt callsPerSecond, LongSupplier nanoTime) {
        this.gapNanos = callsPerSecond.isPresent() ? Duration.ofSeconds(1).toNanos() / callsPerSecond.getAsInt() : 0;
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong() + gapNanos;
    }

    /** @return how long the next call has to wait, which is to be made then */
    synchronized Duration next() {
        var now = nanoTime.getAsLong();
        var at = next - now > 0 ? next : now;
        next = at + gapNanos;
        return Duration.ofNanos(at - now);
    }
}
