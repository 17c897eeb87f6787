package io.sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Measures {@link Delivered}: a gateway and a sandbox, and events as fast as they are taken. */
final class DeliveryRun {
    private static final String WRITING = "POST /hub/v1/dataevents/{extension}/rowset";
    private static final int BATCH = 100;
    private static final int CONNECTIONS = 4;
    private static final long LONGEST_SECONDS = 420;
    private static final int LOOK_MILLIS = 50;

    private DeliveryRun() {}

    static Delivered measure(Store store, int callsPerSecond, int events, Path directory) throws Exception {
        try (var sandbox = Sandbox.start(directory);
                var gateway = Gateway.delivering(directory, store, sandbox, callsPerSecond)) {
            var start = System.nanoTime();
            var sent = new Load(gateway.port(), CONNECTIONS, BATCH).flood((long) events);
            if (sent.events() != events) {
                throw new IllegalStateException(sent.refused() + " requests were refused.");
            }
            var stats = stats(sandbox, events, start);
            var seconds = (System.nanoTime() - start) / 1e9;
            return new Delivered(
                    callsPerSecond,
                    stats.path("routes").path(WRITING).path("rows").asLong(),
                    seconds,
                    stats.path("routes").path(WRITING).path("calls").asLong(),
                    stats.path("spanMillis").asDouble() / 1000,
                    stats.path("worstSecond").asLong());
        }
    }

    /** When the last row is there, or after the longest time. */
    private static JsonNode stats(Sandbox sandbox, int events, long start) throws InterruptedException {
        var stats = sandbox.stats();
        while (stats.path("routes").path(WRITING).path("rows").asInt() < events
                && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            stats = sandbox.stats();
        }
        return stats;
    }
}
