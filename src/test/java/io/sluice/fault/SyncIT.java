package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sluice.fault.Sent.Kind;
import io.sluice.sandbox.SandboxProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Killing a process does not show that anything was synced, since the system keeps what it has written. So the system calls
 * are watched: the event is written, then the same file is synced, and only then comes the 2xx.
 */
class SyncIT {
    private static final int EVENTS = 50;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private SandboxProcess sandbox;

    @BeforeEach
    void prepare() {
        if (!"true".equals(System.getenv("CI"))) {
            assumeThat(SystemCalls.canBeWatched()).as("strace is there").isTrue();
        }
        sandbox = SandboxProcess.start();
    }

    @AfterEach
    void end() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    void sqlite_has_synced_every_event_before_its_2xx() throws Exception {
        try (var gateway = gateway(Map.of("SLUICE_STORE_URL", "jdbc:sqlite:data/sluice.db"))) {
            everyEventIsSyncedBeforeItsAnswer(gateway, List.of(gateway.pid()));
        }
    }

    @Test
    void postgres_has_synced_every_event_before_its_2xx() throws Exception {
        try (var server = PostgresServer.start(directory.resolve("postgres"));
                var gateway = gateway(server.settings())) {
            var processes = new ArrayList<>(List.of(server.pid()));
            ProcessHandle.of(server.pid()).orElseThrow().children().forEach(child -> processes.add(child.pid()));
            everyEventIsSyncedBeforeItsAnswer(gateway, processes);
        }
    }

    private GatewayProcess gateway(Map<String, String> store) throws Exception {
        return GatewayProcess.in(Files.createDirectory(directory.resolve("gateway")), sandbox, store)
                .start();
    }

    private record Answered(Sent event, Instant from, Instant to) {}

    private void everyEventIsSyncedBeforeItsAnswer(GatewayProcess gateway, List<Long> writers) throws Exception {
        var sender = new Sender(gateway.url());
        var answered = new ArrayList<Answered>();
        SystemCalls calls;
        try (var watch = SystemCalls.watch(directory.resolve("strace"), writers)) {
            for (var event : LongStream.range(0, EVENTS)
                    .mapToObj(n -> new Sent(Kind.ORDER, "sync", n))
                    .toList()) {
                var from = Instant.now();
                assertThat(sender.send(event).statusCode()).isEqualTo(200);
                answered.add(new Answered(event, from, Instant.now()));
            }
            calls = watch.stop();
        }
        assertThat(answered)
                .as("events whose 2xx came before they were synced; the calls are in %s", directory)
                .allMatch(one -> calls.synced(one.event().messageId(), one.from(), one.to()));
        System.out.printf("SyncIT: %d events answered one by one, %d syncs%n", EVENTS, calls.syncs());
        assertThat(calls.syncs()).isGreaterThanOrEqualTo(EVENTS);
    }
}
