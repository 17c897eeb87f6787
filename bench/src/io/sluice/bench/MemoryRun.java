package io.sluice.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the gateway has in memory while a backlog waits.
 *
 * @param backlog events that are accepted and not settled
 * @param liveBytes of the heap, after a full collection
 * @param mostResidentBytes of the process since its start, everything included
 */
record MemoryRun(long backlog, long liveBytes, long mostResidentBytes) {
    private static final int BATCH = 100;
    private static final int CONNECTIONS = 4;
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");

    /**
     * Without any, with half of the rows, and with all. One call of 50 rows a second goes meanwhile, so that next to nothing of
     * the backlog goes while it grows.
     */
    static List<MemoryRun> measure(Store store, long rows, Path directory) throws Exception {
        try (var sandbox = Sandbox.start(directory);
                var gateway = Gateway.delivering(directory, store, sandbox, 1)) {
            var load = new Load(gateway.port(), CONNECTIONS, BATCH);
            var runs = new ArrayList<MemoryRun>();
            runs.add(at(0, gateway, sandbox));
            for (var half = 1; half <= 2; half++) {
                var sent = load.flood(rows / 2);
                if (sent.events() != rows / 2) {
                    throw new IllegalStateException(sent.refused() + " requests were refused.");
                }
                runs.add(at(half * rows / 2, gateway, sandbox));
            }
            return runs;
        }
    }

    private static MemoryRun at(long accepted, Gateway gateway, Sandbox sandbox) throws IOException {
        var live = live(histogram(gateway.pid()));
        var delivered = sandbox.stats().path("rows").path("identify").asLong();
        return new MemoryRun(accepted - delivered, live, ResidentMemory.most(gateway.pid()));
    }

    /** A full collection comes before it. */
    private static String histogram(long pid) throws IOException {
        var jcmd = Path.of(Program.java()).resolveSibling("jcmd").toString();
        var process = new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static long live(String histogram) {
        var found = TOTAL.matcher(histogram);
        if (!found.find()) {
            throw new IllegalStateException("There is no total in:\n" + histogram);
        }
        return Long.parseLong(found.group(1));
    }
}
