package io.sluice.bench;

import java.time.Duration;

/** Keeps each core busy for a while, as other programs on the same machine would. */
final class BusyCores implements AutoCloseable {
    private volatile boolean stopped;

    BusyCores(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        for (var core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
            var thread = new Thread(() -> spin(end), "busy");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void spin(long end) {
        while (!stopped && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        stopped = true;
    }
}
