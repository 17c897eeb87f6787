package io.sluice.bench;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What the rows of a backlog cost in calls, polls and results included.
 *
 * @param what is special about it
 * @param rows that were sent
 * @param bad rows that were refused
 * @param calls all but those for tokens
 * @param seconds from the first event accepted to the last verdict
 */
record QuotaRun(String what, long rows, long bad, long calls, double seconds) {
    private static final int BATCH = 100;
    private static final int CONNECTIONS = 4;
    /** As much as can be configured: calls are counted, not timed. */
    private static final int UNHINDERED = 1_000;

    private static final long LONGEST_SECONDS = 1_800;

    /** By jobs. @param results on a page of the sandbox */
    static QuotaRun ofJobs(String what, String flow, Store store, long rows, int results, Path directory)
            throws Exception {
        return measure(what, flow, store, rows, results, "auto", directory);
    }

    /** By calls alone. */
    static QuotaRun ofCalls(String what, String flow, Store store, long rows, Path directory) throws Exception {
        return measure(what, flow, store, rows, 1, "off", directory);
    }

    private static QuotaRun measure(
            String what, String name, Store store, long rows, int results, String asyncRows, Path directory)
            throws Exception {
        var flow = Path.of("bench/routes", name);
        try (var sandbox = Sandbox.start(directory, "--max-results", Integer.toString(results));
                var gateway = Gateway.delivering(flow, directory, store, sandbox, UNHINDERED, asyncRows)) {
            var start = System.nanoTime();
            var sent = new Load(gateway.port(), CONNECTIONS, BATCH).flood(rows);
            if (sent.events() != rows) {
                throw new IllegalStateException(sent.refused() + " requests were refused.");
            }
            awaitSettled(gateway, sandbox, rows, start);
            var stats = sandbox.stats();
            return new QuotaRun(
                    what,
                    rows,
                    rows - stats.path("rows").path("identify").asLong(),
                    Sandbox.calls(stats),
                    (System.nanoTime() - start) / 1e9);
        }
    }

    /** Metrics of the store are read every few seconds: they are asked only when nearly all has arrived. */
    private static void awaitSettled(Gateway gateway, Sandbox sandbox, long rows, long start)
            throws InterruptedException {
        var nearlyAll = rows - rows / 100;
        while (sandbox.stats().path("rows").path("identify").asLong() < nearlyAll || gateway.unsettled() > 0) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
                throw new IllegalStateException("Not all rows had a verdict within " + LONGEST_SECONDS + " s.");
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    double rowsPerCall() {
        return (double) rows / calls;
    }

    double callsForAMillion() {
        return calls * (1_000_000.0 / rows);
    }
}
