package io.sluice.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * When a sync is due: when the last run of any of its collections is {@code every} ago, and a little more, or there was none.
 * However long nobody looked, that is one run.
 */
record Schedule(Duration every, Set<String> collections) {
    /** So that many syncs that began together do not stay together: at most this part of {@code every}. */
    private static final int JITTER_PART = 20;

    /**
     * @param lastRuns when the last run of each collection had begun, by the warehouse's clock
     * @param now by the same clock
     */
    boolean isDue(Map<String, Instant> lastRuns, Instant now) {
        return collections.stream().anyMatch(name -> Optional.ofNullable(lastRuns.get(name))
                .filter(last -> now.isBefore(next(last)))
                .isEmpty());
    }

    /** The jitter is made of the time itself: every process comes to the same. */
    private Instant next(Instant last) {
        var jitter = new SplittableRandom(last.toEpochMilli()).nextLong(every.toMillis() / JITTER_PART + 1);
        return last.plus(every).plusMillis(jitter);
    }
}
