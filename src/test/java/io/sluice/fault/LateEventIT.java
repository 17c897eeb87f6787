package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.sandbox.SandboxProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that come late, over real HTTP, through the packaged gateway with the shipped routes, before and after a kill. */
class LateEventIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void what_comes_late_writes_only_what_nothing_newer_has_written() throws Exception {
        try (var sandbox = SandboxProcess.start()) {
            var store = Map.of("SLUICE_STORE_URL", "jdbc:sqlite:" + directory.resolve("sluice.db"));
            try (var gateway = GatewayProcess.in(directory, sandbox, store).start()) {
                identify(gateway, "m1", "2026-01-02T00:00:00Z", "\"plan\":\"gold\"");
                arrives(sandbox, "Plan", "gold");
                identify(gateway, "m2", "2026-01-01T00:00:00Z", "\"plan\":\"silver\",\"firstName\":\"Ann\"");
                arrives(sandbox, "First Name", "Ann");
                gateway.kill9();
                gateway.start();
                identify(gateway, "m3", "2025-12-31T00:00:00Z", "\"plan\":\"bronze\",\"firstName\":\"Anne\"");
                await().atMost(PATIENCE).until(() -> stale(gateway) == 1);
                assertThat(gateway.metrics().named("sluice_conservation_difference"))
                        .isNotEmpty()
                        .allSatisfy(sample -> assertThat(sample.value()).isZero());
            }
            assertThat(cell(sandbox, "Plan")).isEqualTo("gold");
            assertThat(cell(sandbox, "First Name")).isEqualTo("Ann");
        }
    }

    private static double stale(GatewayProcess gateway) {
        return gateway.metrics().sum("sluice_deliveries_final", Map.of("outcome", "stale", "mapping", "contacts"));
    }

    private static void arrives(SandboxProcess sandbox, String column, String value) {
        await().atMost(PATIENCE).until(() -> value.equals(cell(sandbox, column)));
    }

    private static String cell(SandboxProcess sandbox, String column) {
        return sandbox.look("/sandbox/rows/identify")
                .path("rows")
                .path(0)
                .path(column)
                .asText();
    }

    private static void identify(GatewayProcess gateway, String messageId, String timestamp, String traits)
            throws Exception {
        var body = "{\"messageId\":\"%s\",\"userId\":\"ann\",\"timestamp\":\"%s\",\"traits\":{%s}}"
                .formatted(messageId, timestamp, traits);
        var key = Base64.getEncoder().encodeToString((GatewayProcess.WRITE_KEY + ":").getBytes());
        var request = HttpRequest.newBuilder(gateway.url().resolve("/v1/identify"))
                .header("Authorization", "Basic " + key)
                .POST(BodyPublishers.ofString(body))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }
}
