package io.sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged program as {@code sluice sync}, in a directory of its own: nobody else holds the account. */
final class SyncProcess {
    private static final long LONGEST_SECONDS = 900;

    private final Path directory;

    private SyncProcess(Path directory) {
        this.directory = directory;
    }

    static SyncProcess in(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("routes"));
        for (var file : List.of("application.properties", "routes/sfmc.camel.yaml")) {
            Files.copy(Path.of(file), directory.resolve(file));
        }
        return new SyncProcess(directory);
    }

    /** @param report as the command prints it */
    record Ended(JsonNode report, long mostResidentBytes) {}

    Ended run(Sandbox sandbox, Store store) throws Exception {
        var environment = new HashMap<>(Gateway.sfmcAccount(sandbox, CopyRuns.PACE, "off"));
        environment.putAll(store.environment());
        var jar = Gateway.JAR.toAbsolutePath().toString();
        var command = List.of(Program.java(), Gateway.HEAP, "-jar", jar, "sync", "--json");
        try (var program = Program.start(directory, "sync", environment, command)) {
            var resident = awaitEnd(program);
            return new Ended(report(program), resident);
        }
    }

    private static long awaitEnd(Program program) throws InterruptedException {
        var resident = 0L;
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (program.isAlive()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "The sync has not ended within " + LONGEST_SECONDS + " s:\n" + program.output());
            }
            // 0 when the process has just ended: the reading before counts.
            resident = Math.max(
                    resident, ResidentMemory.mostWhileAlive(program.pid()).orElse(0L));
            TimeUnit.MILLISECONDS.sleep(20);
        }
        if (resident == 0) {
            throw ResidentMemory.unknown();
        }
        return resident;
    }

    private static JsonNode report(Program program) throws IOException {
        var mapper = new ObjectMapper();
        for (var line :
                program.output().lines().filter(line -> line.startsWith("{")).toList()) {
            var json = mapper.readTree(line);
            if (json.has("collections")) {
                if (!json.path("status").asText().equalsIgnoreCase("success")) {
                    throw new IllegalStateException("The sync has not copied all:\n" + program.output());
                }
                return json;
            }
        }
        throw new IllegalStateException("The sync has no report:\n" + program.output());
    }
}
