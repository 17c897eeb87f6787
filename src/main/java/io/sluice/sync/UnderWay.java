package io.sluice.sync;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** The threads that copy, so that a process that stops can have them stop. */
final class UnderWay {
    private final Set<Thread> threads = new HashSet<>();
    private boolean stopped;

    /** @throws InterruptedException when nothing may begin any more */
    synchronized void begin() throws InterruptedException {
        if (stopped) {
            throw new InterruptedException("This process is stopping.");
        }
        threads.add(Thread.currentThread());
    }

    synchronized void end() {
        threads.remove(Thread.currentThread());
        notifyAll();
    }

    /** @return whether all have ended within that time */
    synchronized boolean stop(Duration atMost) throws InterruptedException {
        stopped = true;
        threads.forEach(Thread::interrupt);
        var deadline = System.nanoTime() + atMost.toNanos();
        for (var left = atMost.toMillis(); !threads.isEmpty() && left > 0; ) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
        return threads.isEmpty();
    }
}
