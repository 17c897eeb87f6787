package io.sluice.inbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The waits between the attempts of a row: full jitter, so that rows that failed together do not return together, doubling
 * from one second to a quarter of an hour.
 *
 * @param patience how long a row is tried, counted in these waits alone: the pauses of account and lane are not held
 *     against it
 */
record Backoff(Duration patience, RandomGenerator random) {
    private static final long FIRST = Duration.ofSeconds(1).toMillis();
    private static final long MOST = Duration.ofMinutes(15).toMillis();

    /** @param attempts how often the row has failed, this time included */
    long waitMillis(int attempts) {
        var ceiling = Math.min(MOST, FIRST << Math.min(attempts - 1, 20));
        return random.nextLong(ceiling) + 1;
    }

    boolean usedUp(long triedMillis) {
        return triedMillis >= patience.toMillis();
    }
}
