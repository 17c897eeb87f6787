package io.sluice.sync;

import io.sluice.delivery.Failure;
import io.sluice.sfmc.ReadListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls of one collection, and says why there is a wait. */
final class CallTally implements ReadListener {
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger retries = new AtomicInteger();
    private final Progress progress;

    CallTally(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void called() {
        calls.incrementAndGet();
    }

    @Override
    public void repeated(Failure why, Duration after) {
        retries.incrementAndGet();
        progress.tell("again in %s, %s: %s"
                .formatted(RunLog.seconds(after), why.reason().code(), why.detail()));
    }

    int calls() {
        return calls.get();
    }

    int retries() {
        return retries.get();
    }
}
