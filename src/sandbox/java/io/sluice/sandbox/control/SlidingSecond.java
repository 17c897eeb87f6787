package io.sluice.sandbox.control;

import java.util.ArrayDeque;

/** The most that happened within any span of one second. Not safe for threads. */
final class SlidingSecond {
    private static final long SECOND = 1_000_000;

    private final ArrayDeque<Long> last = new ArrayDeque<>();
    private int worst;

    void add(long micros) {
        while (!last.isEmpty() && last.peek() <= micros - SECOND) {
            last.remove();
        }
        last.add(micros);
        worst = Math.max(worst, last.size());
    }

    int worst() {
        return worst;
    }

    void clear() {
        last.clear();
        worst = 0;
    }
}
