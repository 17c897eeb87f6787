package io.sluice.sync.collection;

import io.sluice.sfmc.SourceFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The pages behind the first one, in order. As many as are expected are asked for several at once: one after the other they would
 * leave the pace unused while answers are slow. What is expected is a guess alone. Where it is too low, the rest is asked for page
 * by page; where it is too high, some calls are in vain.
 */
final class PagesAhead implements AutoCloseable {
    /** So many are asked for at once; each holds a page in memory. */
    static final int MOST = 8;

    private static final long PATIENCE_SECONDS = 60;

    @FunctionalInterface
    interface Asking {
        Page page(int number) throws SourceFailure, InterruptedException;
    }

    private final Asking asking;
    private final int atOnce;
    private final int last;
    private final ExecutorService threads;
    private final Deque<Future<Page>> ahead = new ArrayDeque<>();
    private int askedFor = 1;
    private int given = 1;

    /** @param last the number of the last page that is expected */
    PagesAhead(int last, int atOnce, Asking asking) {
        this.asking = asking;
        this.atOnce = atOnce;
        this.last = last;
        this.threads = Executors.newFixedThreadPool(atOnce, work -> new Thread(work, "sync-pages"));
    }

    Page next() throws SourceFailure, InterruptedException {
        given++;
        while (askedFor < last && ahead.size() < atOnce) {
            var number = ++askedFor;
            ahead.add(threads.submit(() -> asking.page(number)));
        }
        return ahead.isEmpty() ? asking.page(given) : brought(ahead.remove());
    }

    private static Page brought(Future<Page> page) throws SourceFailure, InterruptedException {
        try {
            return page.get();
        } catch (ExecutionException e) {
            throw Thrown.by(e.getCause());
        }
    }

    /** What was asked for in vain is given up, so that no call is made when the collection has come to its end. */
    @Override
    public void close() throws InterruptedException {
        threads.shutdownNow();
        threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
