package io.sluice.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends events to a gateway: each connection has one request under way.
 *
 * @param users whose events they are, in turn
 */
record Load(int port, int connections, int batch, long users) {
    private static final long EACH_ITS_OWN = Long.MAX_VALUE;

    /** Each event is another user's. */
    Load(int port, int connections, int batch) {
        this(port, connections, batch, EACH_ITS_OWN);
    }

    /**
     * @param events that were accepted
     * @param refused requests that were answered with another status than 200
     */
    record Sent(long events, long refused, Duration took, Latencies latencies) {
        double perSecond() {
            return events / (took.toNanos() / 1e9);
        }
    }

    /** As fast as it goes, for so long. */
    Sent flood(Duration time) throws Exception {
        return run(time, 0, Long.MAX_VALUE);
    }

    /** As fast as it goes, until so many have been sent. */
    Sent flood(long events) throws Exception {
        return run(Duration.ofMinutes(30), 0, events / batch);
    }

    /** At a steady rate. A request's time counts from when it was due, so that one that is late delays no measurement. */
    Sent steady(Duration time, double eventsPerSecond) throws Exception {
        return run(time, (long) (1e9 * batch / eventsPerSecond), Long.MAX_VALUE);
    }

    /** @param gapNanos between the requests of all connections; 0 for none */
    private Sent run(Duration time, long gapNanos, long requests) throws Exception {
        var senders = Executors.newFixedThreadPool(connections);
        try {
            var start = System.nanoTime();
            var turns = new AtomicLong();
            var tasks = new ArrayList<Callable<Sent>>();
            for (var i = 0; i < connections; i++) {
                tasks.add(() -> send(start, start + time.toNanos(), gapNanos, turns, requests));
            }
            var parts = new ArrayList<Sent>();
            for (var future : senders.invokeAll(tasks)) {
                parts.add(future.get());
            }
            return sum(parts, Duration.ofNanos(System.nanoTime() - start));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : e;
        } finally {
            senders.shutdownNow();
        }
    }

    private Sent send(long start, long end, long gapNanos, AtomicLong turns, long requests)
            throws IOException, InterruptedException {
        var latencies = new Latencies();
        var accepted = 0L;
        var refused = 0L;
        var request = new Requests(batch, users);
        try (var connection = new KeepAlive(port)) {
            for (var turn = turns.getAndIncrement(); turn < requests; turn = turns.getAndIncrement()) {
                var bytes = request.next();
                var due = gapNanos == 0 ? System.nanoTime() : start + turn * gapNanos;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                if (System.nanoTime() >= end) {
                    break;
                }
                var ok = connection.send(bytes) == 200;
                accepted += ok ? batch : 0;
                refused += ok ? 0 : 1;
                latencies.add(System.nanoTime() - due);
            }
        }
        return new Sent(accepted, refused, Duration.ZERO, latencies);
    }

    private static Sent sum(List<Sent> parts, Duration took) {
        return new Sent(
                parts.stream().mapToLong(Sent::events).sum(),
                parts.stream().mapToLong(Sent::refused).sum(),
                took,
                Latencies.of(parts.stream().map(Sent::latencies).toList()));
    }
}
