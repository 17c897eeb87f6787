package io.sluice.sfmc;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** For how long a busy machine keeps a thread of this JVM waiting that is ready to run. */
final class Stall implements AutoCloseable {
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(1);

    private final Thread watch = new Thread(this::watch, "stall");
    private volatile boolean closed;
    private long longest;

    Stall() {
        watch.start();
    }

    private void watch() {
        while (!closed) {
            var begun = System.nanoTime();
            LockSupport.parkNanos(STEP);
            longest = Math.max(longest, System.nanoTime() - begun - STEP);
        }
    }

    /** When it is closed. */
    Duration longest() {
        return Duration.ofNanos(longest);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        watch.join();
    }
}
