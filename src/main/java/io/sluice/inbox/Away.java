package io.sluice.inbox;

import java.time.Duration;

/** That the database cannot be reached, and for how long nobody need try: twice as long after each trial in vain. */
record Away(long untilNanos, Duration pause, StoreUnavailable cause) {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    static final Away NOT = new Away(0, Duration.ZERO, null);

    boolean now() {
        return cause != null && System.nanoTime() - untilNanos < 0;
    }

    Away longer(StoreUnavailable cause) {
        var doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        var next = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        return new Away(System.nanoTime() + next.toNanos(), next, cause);
    }
}
