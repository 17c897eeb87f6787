package io.sluice.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What strace saw some processes write to files, and sync. */
record SystemCalls(List<Call> calls) {
    private static final String PROGRAM = "strace";
    private static final String WATCHED = "trace=pwrite64,pwritev,pwritev2,fsync,fdatasync";

    /** {@code 12 1700000000.123456 fdatasync(9</path>) = 0 <0.000100>}; cut in two when another thread calls meanwhile. */
    private static final Pattern WHOLE =
            Pattern.compile("(\\d+) +([\\d.]+) (\\w+)\\(\\d+<([^>]*)>(.*)= (\\d+) <([\\d.]+)>");

    private static final Pattern BEGUN = Pattern.compile("(\\d+) +[\\d.]+ \\w+\\(.*(?= <unfinished \\.\\.\\.>)");
    private static final Pattern ENDED = Pattern.compile("(\\d+) +[\\d.]+ <\\.\\.\\. \\w+ resumed>(.*)");

    /** @param text what was written, in strace's notation */
    record Call(String name, String file, String text, Instant from, Instant to) {
        boolean isSync() {
            return name.endsWith("sync");
        }
    }

    static boolean canBeWatched() {
        try {
            return new ProcessBuilder(PROGRAM, "-V").start().waitFor() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Watches processes with all their threads. */
    record Watch(Process strace, Path output) implements AutoCloseable {
        SystemCalls stop() throws IOException, InterruptedException {
            strace.destroy();
            strace.waitFor(10, TimeUnit.SECONDS);
            return of(Files.readAllLines(output));
        }

        @Override
        public void close() {
            strace.destroyForcibly();
        }
    }

    /** Returns when it has begun. */
    static Watch watch(Path output, List<Long> processes) throws IOException {
        var command = new ArrayList<>(List.of(PROGRAM, "-f", "-ttt", "-T", "-y", "-s", "100000", "-e", WATCHED));
        command.addAll(List.of("-o", output.toString()));
        processes.forEach(process -> command.addAll(List.of("-p", process.toString())));
        var strace = new ProcessBuilder(command).start();
        BufferedReader messages = strace.errorReader();
        for (var attached = 0; attached < processes.size(); ) {
            var message = messages.readLine();
            if (message == null || message.contains("ptrace")) {
                throw new IllegalStateException(PROGRAM + " cannot watch " + processes + ": " + message);
            }
            attached += message.contains("attached") ? 1 : 0;
        }
        return new Watch(strace, output);
    }

    static SystemCalls of(List<String> lines) {
        var calls = new ArrayList<Call>();
        var begun = new HashMap<String, String>();
        for (var line : lines) {
            var first = BEGUN.matcher(line);
            if (first.lookingAt()) {
                begun.put(first.group(1), first.group());
            } else {
                add(calls, whole(line, begun));
            }
        }
        return new SystemCalls(calls);
    }

    private static String whole(String line, Map<String, String> begun) {
        var second = ENDED.matcher(line);
        return second.matches() ? begun.getOrDefault(second.group(1), "") + second.group(2) : line;
    }

    private static void add(List<Call> calls, String line) {
        var call = WHOLE.matcher(line);
        if (call.matches()) {
            var from = Instant.EPOCH.plus(micros(call.group(2)), ChronoUnit.MICROS);
            var to = from.plus(micros(call.group(7)), ChronoUnit.MICROS);
            calls.add(new Call(call.group(3), call.group(4), call.group(5), from, to));
        }
    }

    private static long micros(String seconds) {
        return Math.round(Double.parseDouble(seconds) * 1_000_000);
    }

    long syncs() {
        return calls.stream().filter(Call::isSync).count();
    }

    /** Whether, in this time, a text in quotation marks was first written to a file and then the file was synced. */
    boolean synced(String quoted, Instant from, Instant to) {
        return calls.stream()
                .filter(call -> !call.isSync()
                        && call.text().contains(quoted + "\\\"")
                        && !call.from().isBefore(from))
                .anyMatch(write -> calls.stream()
                        .filter(call -> call.isSync() && call.file().equals(write.file()))
                        .anyMatch(sync ->
                                !sync.from().isBefore(write.to()) && !sync.to().isAfter(to)));
    }
}
