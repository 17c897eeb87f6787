package io.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts the calls with which processes make the disk write, by strace, from now on. It slows them down. */
final class Syncs implements AutoCloseable {
    private static final Set<String> CALLS = Set.of("fsync", "fdatasync");
    /** What strace says of each process: it may have ended meanwhile. */
    private static final String SETTLED = " attached|No such process";

    private static final int CALLS_COLUMN = 3;

    private final Program strace;
    private final Path summary;

    private Syncs(Program strace, Path summary) {
        this.strace = strace;
        this.summary = summary;
    }

    /**
     * Returns when all of them are watched.
     *
     * @return empty where there is no strace, or it may not watch: then the reason goes to the standard error
     */
    static Optional<Syncs> of(Set<Long> processes, Path directory) throws InterruptedException {
        var summary = directory.resolve("syncs.txt").toAbsolutePath();
        var command = new ArrayList<>(List.of("strace", "-f", "-c", "-o", summary.toString()));
        command.addAll(List.of("-e", "trace=" + String.join(",", CALLS)));
        processes.forEach(pid -> command.addAll(List.of("-p", pid.toString())));
        try {
            var strace = Program.start(directory, "strace", Map.of(), command);
            strace.await(() -> strace.output().split(SETTLED, -1).length > processes.size());
            return Optional.of(new Syncs(strace, summary));
        } catch (UncheckedIOException | IllegalStateException e) {
            System.err.println("Syncs are not counted. " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Ends the counting. */
    long count() throws IOException {
        strace.close();
        return Files.readAllLines(summary).stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> CALLS.contains(columns[columns.length - 1]))
                .mapToLong(columns -> Long.parseLong(columns[CALLS_COLUMN]))
                .sum();
    }

    @Override
    public void close() {
        strace.close();
    }
}
