package io.sluice.bench;

/**
 * How events came through, from the first that was accepted to the last row in the sandbox.
 *
 * @param limit calls per second that the account was said to allow
 * @param seconds that it took
 * @param calls that wrote rows
 * @param callSeconds between the first and the last of them
 * @param worstSecond most calls in any sliding second, as the sandbox saw it
 */
record Delivered(int limit, long events, double seconds, long calls, double callSeconds, long worstSecond) {
    double eventsPerSecond() {
        return events / seconds;
    }

    double rowsPerCall() {
        return (double) events / calls;
    }

    double callsPerSecond() {
        return (calls - 1) / callSeconds;
    }
}
