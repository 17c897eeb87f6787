package io.sluice.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The calls that a conversation has taken so far. */
public final class CallCount {
    private final InstantSource clock;
    private final Instant startedAt;
    private int calls;
    private int status;

    CallCount(InstantSource clock) {
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    void add(Answer answer) {
        if (!(answer instanceof Answer.NotCalled)) {
            calls++;
            status = answer instanceof Answer.Http http ? http.status() : 0;
        }
    }

    int calls() {
        return calls;
    }

    int status() {
        return status;
    }

    Instant startedAt() {
        return startedAt;
    }

    Duration took() {
        return Duration.between(startedAt, clock.instant());
    }
}
