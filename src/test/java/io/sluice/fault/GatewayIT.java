package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.sandbox.SandboxProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged gateway from end to end, seen through its ports only: with the shipped routes, beside its sandbox. */
class GatewayIT {
    private static final String IDENTIFY =
            "{\"messageId\":\"i1\",\"userId\":\"ann\",\"traits\":{\"email\":\"ann@example.com\",\"firstName\":\"Ann\"}}";
    private static final String ORDER = "{\"messageId\":\"o1\",\"userId\":\"ann\",\"event\":\"Order Completed\","
            + "\"properties\":{\"orderId\":\"o-1\",\"total\":12.5}}";
    private static final String CART = "{\"messageId\":\"c1\",\"userId\":\"ann\",\"event\":\"Cart Abandoned\","
            + "\"properties\":{\"cartId\":\"c-1\"}}";

    @TempDir
    static Path directory;

    private static SandboxProcess sandbox;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        sandbox = SandboxProcess.start();
        gateway = GatewayProcess.in(
                        directory, sandbox, Map.of("SLUICE_STORE_URL", "jdbc:sqlite:" + directory.resolve("sluice.db")))
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        sandbox.close();
    }

    @Test
    void an_identify_becomes_a_row_and_a_contact_and_tracks_a_row_and_a_journey_event_each_once() throws Exception {
        assertThat(post("identify", IDENTIFY)).isEqualTo(200);
        assertThat(post("track", ORDER)).isEqualTo(200);
        assertThat(post("track", CART)).isEqualTo(200);
        assertThat(post("track", CART)).as("sent again, as clients do").isEqualTo(200);

        arrives("/sandbox/rows/identify", "Ann");
        arrives("/sandbox/contacts", "ann");
        arrives("/sandbox/rows/order-completed", "o-1");
        arrives("/sandbox/journey-events", "c-1");
        metricsSayWhatHappened();
        assertThat(sandbox.look("/sandbox/journey-events").findValuesAsText("Cart Id"))
                .containsExactly("c-1");
    }

    private static void arrives(String place, String value) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(texts(sandbox.look(place))).contains("\"" + value + "\""));
    }

    private static String texts(JsonNode node) {
        return node.toString();
    }

    /** The store's own are read every five seconds. */
    private static void metricsSayWhatHappened() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var metrics = gateway.metrics();
            assertThat(metrics.sum("sluice_deliveries_final", Map.of("outcome", "delivered")))
                    .as("row, contact, order and journey event")
                    .isEqualTo(4);
            assertThat(metrics.sum("sluice_deliveries_passed", Map.of("mapping", "contacts")))
                    .isEqualTo(3);
            assertThat(metrics.sum("sluice_backlog_events", Map.of())).isZero();
        });
        var metrics = gateway.metrics();
        assertThat(metrics.sum("sluice_events_accepted_total", Map.of("source", "fault")))
                .isEqualTo(3);
        assertThat(metrics.sum("sluice_events_repeated_total", Map.of("source", "fault")))
                .isEqualTo(1);
        assertThat(metrics.sum("sluice_calls_seconds_count", Map.of("account", "sfmc-main")))
                .as("and two to find out about each of two data extensions")
                .isEqualTo(8);
        assertThat(metrics.sum("sluice_call_rows_sum", Map.of("account", "sfmc-main")))
                .isEqualTo(4);
        assertThat(metrics.sum("sluice_rate_wait_seconds_count", Map.of("account", "sfmc-main")))
                .isGreaterThanOrEqualTo(5);
        assertThat(metrics.sum("sluice_token_requests_total", Map.of("status", "200")))
                .isEqualTo(1);
        assertThat(metrics.named("sluice_conservation_difference"))
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(sample.value()).isZero());
        assertThat(metrics.sum("sluice_deliveries_open", Map.of())).isZero();
    }

    @Test
    void live_ready_and_started_are_told_on_the_management_port_only() throws Exception {
        for (var which : new String[] {"live", "ready", "started"}) {
            var health = gateway.management("/q/health/" + which);
            assertThat(health.statusCode()).as(which).isEqualTo(200);
            assertThat(health.body()).contains("\"status\": \"UP\"");
        }
        assertThat(get("/q/health/live")).isEqualTo(404);
        assertThat(get("/q/metrics")).isEqualTo(404);
    }

    @Test
    void who_has_no_write_key_is_told_so() throws Exception {
        var request = HttpRequest.newBuilder(gateway.url().resolve("/v1/identify"))
                .POST(BodyPublishers.ofString(IDENTIFY))
                .build();
        assertThat(status(request)).isEqualTo(401);
    }

    private static int post(String endpoint, String body) throws Exception {
        var key = Base64.getEncoder().encodeToString((GatewayProcess.WRITE_KEY + ":").getBytes());
        return status(HttpRequest.newBuilder(gateway.url().resolve("/v1/" + endpoint))
                .header("Authorization", "Basic " + key)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static int get(String path) throws Exception {
        return status(HttpRequest.newBuilder(URI.create(gateway.url() + path)).build());
    }

    private static int status(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }
}
