package io.sluice.sandbox.salesforce;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;

/** The API requests of the last 24 hours, kept by the minute. */
final class ApiUsage {
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final Duration STEP = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final ArrayDeque<Minute> minutes = new ArrayDeque<>();
    private long used;

    private record Minute(Instant start, long requests) {}

    ApiUsage(InstantSource clock) {
        this.clock = clock;
    }

    /** @return whether so many more are within the limit; only then are they counted */
    synchronized boolean take(int requests, int max) {
        if (used() + requests > max) {
            return false;
        }
        add(requests);
        return true;
    }

    synchronized long used() {
        var begin = clock.instant().minus(WINDOW);
        while (!minutes.isEmpty() && minutes.peek().start().isBefore(begin)) {
            used -= minutes.remove().requests();
        }
        return used;
    }

    /** As if so many had been made just now, and none before. */
    synchronized void set(long requests) {
        minutes.clear();
        used = 0;
        add(requests);
    }

    private void add(long requests) {
        var now = clock.instant();
        used += requests;
        var last = minutes.peekLast();
        if (last != null && now.isBefore(last.start().plus(STEP))) {
            minutes.removeLast();
            minutes.add(new Minute(last.start(), last.requests() + requests));
        } else {
            minutes.add(new Minute(now, requests));
        }
    }
}
