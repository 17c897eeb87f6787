package io.sluice.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What the gateway has in memory while a backlog waits.
 *
 * @param backlog events that are accepted and not settled
 * @param liveBytes of the heap, after a full collection
 * @param mostResidentBytes of the process since its start, everything included
 */
record MemoryRun(long backlog, long liveBytes, long mostResidentBytes) {
    static final long ALLOWED_BYTES = 256L * 1024 * 1024;

    private static final int BATCH = 100;
    private static final int CONNECTIONS = 4;
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");
    private static final Pattern MOST_RESIDENT = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");

    /** With one call of 50 rows a second, so that next to nothing of the backlog goes while it grows. */
    static MemoryRun measure(Store store, long rows, Path directory) throws Exception {
        try (var sandbox = Sandbox.start(directory);
                var gateway = Gateway.delivering(directory, store, sandbox, 1)) {
            var sent = new Load(gateway.port(), CONNECTIONS, BATCH).flood(rows);
            if (sent.events() != rows) {
                throw new IllegalStateException(sent.refused() + " requests were refused.");
            }
            var live = number(TOTAL, histogram(gateway.pid()));
            var resident =
                    1024 * number(MOST_RESIDENT, Files.readString(Path.of("/proc/" + gateway.pid() + "/status")));
            return new MemoryRun(
                    rows - sandbox.stats().path("rows").path("identify").asLong(), live, resident);
        }
    }

    /** A full collection comes before it. */
    private static String histogram(long pid) throws IOException {
        var jcmd = Path.of(Program.java()).resolveSibling("jcmd").toString();
        var process = new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static long number(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("There is no " + pattern + " in:\n" + text);
        }
        return Long.parseLong(found.group(1));
    }

    boolean allowed() {
        return liveBytes <= ALLOWED_BYTES;
    }
}
