package io.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Counts the calls with which processes make the disk write, by strace, from now on. It slows them down. */
final class Syncs implements AutoCloseable {
    private static final Set<String> CALLS = Set.of("fsync", "fdatasync");
    private static final int CALLS_COLUMN = 3;

    private final Program strace;
    private final Path summary;

    private Syncs(Program strace, Path summary) {
        this.strace = strace;
        this.summary = summary;
    }

    static boolean canBeCounted() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "strace")));
    }

    /** Returns when all of them are watched. */
    static Syncs of(Set<Long> processes, Path directory) throws InterruptedException {
        var summary = directory.resolve("syncs.txt").toAbsolutePath();
        var command = new ArrayList<>(List.of("strace", "-f", "-c", "-o", summary.toString()));
        command.addAll(List.of("-e", "trace=" + String.join(",", CALLS)));
        processes.forEach(pid -> command.addAll(List.of("-p", pid.toString())));
        var strace = Program.start(directory, "strace", Map.of(), command);
        strace.await(() -> strace.output().split("attached|No such process", -1).length > processes.size());
        return new Syncs(strace, summary);
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
