package io.sluice.sfmc;

import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts calls, and remembers why some were repeated. Waits pass at once. */
final class RecordedReads implements ReadListener, Sleep {
    private final AtomicInteger calls = new AtomicInteger();
    private final List<Reason> repeats = new CopyOnWriteArrayList<>();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();

    @Override
    public void called() {
        calls.incrementAndGet();
    }

    @Override
    public void repeated(Failure why, Duration after) {
        repeats.add(why.reason());
    }

    @Override
    public void of(Duration time) {
        if (!time.isZero()) {
            waits.add(time);
        }
    }

    int calls() {
        return calls.get();
    }

    List<Reason> repeats() {
        return repeats;
    }

    /** Those that were asked for, without the empty ones. */
    List<Duration> waits() {
        return waits;
    }
}
