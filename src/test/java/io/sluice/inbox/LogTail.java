package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reads the log as a lane does: on and on from the last number it has seen. */
final class LogTail extends Thread {
    private final Store store;
    private final int expected;
    private final List<LoggedEvent> seen = new ArrayList<>();
    private volatile boolean given;

    LogTail(Store store, int expected) {
        this.store = store;
        this.expected = expected;
        setDaemon(true);
    }

    @Override
    public void run() {
        long last = 0;
        while (seen.size() < expected && !given) {
            var some = store.eventsAfter(last, 100, 1 << 20);
            seen.addAll(some);
            last = some.isEmpty() ? last : some.get(some.size() - 1).seq();
        }
    }

    void assertSawEachEventOnceAndInOrder() throws InterruptedException {
        join(TimeUnit.SECONDS.toMillis(30));
        given = true;
        join();
        assertThat(seen).hasSize(expected);
        assertThat(seen).extracting(LoggedEvent::seq).isSorted().doesNotHaveDuplicates();
        assertThat(seen).extracting(event -> event.event().messageId()).doesNotHaveDuplicates();
    }
}
