package io.sluice.bench;

import java.time.Duration;

/**
 * One run of {@code sluice sync}.
 *
 * @param what was before it
 * @param changed changes at the source since the run before; not all of them can be seen by a run that is not a full one
 * @param read rows
 * @param written rows that were new, changed or gone
 * @param calls as the other side counted them, those for tokens left out
 * @param fewest calls in which it could have been read
 * @param took from the run's beginning to its end, without the start of the process
 * @param reading from its first call to its last answer
 * @param worstSecond most calls in any second
 * @param mostResidentBytes of the process, everything included
 */
record CopyRun(
        String what,
        long changed,
        long read,
        long written,
        long calls,
        long fewest,
        Duration took,
        ReadingTime reading,
        long worstSecond,
        long mostResidentBytes) {
    /** How long its calls take at the least. */
    double secondsAtPace() {
        return (double) calls / CopyRuns.PACE;
    }

    /** Before the first call and after the last answer: the token, and what is written when all has been read. */
    Duration other() {
        return took.minus(reading.all());
    }

    /** Of the time that its calls take at the least. */
    double share(Duration time) {
        return time.toMillis() / 1000.0 / secondsAtPace();
    }
}
