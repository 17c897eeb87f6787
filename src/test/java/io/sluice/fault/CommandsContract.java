package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.fault.CommandProcess.Said;
import io.sluice.sandbox.SandboxProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** See and repair: commands as processes of their own, beside the packaged gateway and its sandbox. */
abstract class CommandsContract {
    private static final String ROW_REFUSED = """
            {"match": {"path": "/rowset$", "bodyContains": "o-bad"}, "status": 400,
             "body": {"message": "Unable to save rows for data extension ID 1", "errorcode": 10001}}""";

    @TempDir
    Path directory;

    SandboxProcess sandbox;
    GatewayProcess gateway;

    /** As environment variables. */
    abstract Map<String, String> store() throws Exception;

    @BeforeEach
    void start() throws Exception {
        sandbox = SandboxProcess.start();
        gateway = GatewayProcess.in(directory, sandbox, store()).start();
    }

    @AfterEach
    void stop() {
        gateway.close();
        sandbox.close();
    }

    @Test
    void a_refused_row_is_seen_and_sent_again_and_a_paused_lane_waits() throws Exception {
        sandbox.fault(ROW_REFUSED);
        order("m-bad", "o-bad");
        awaitTold("refused", "deliveries", "--message-id", "m-bad");
        order("m-good", "o-good");
        awaitTold("200 at ", "deliveries", "--message-id", "m-good");
        assertThat(said("deliveries", "--state", "refused").text())
                .contains("m-bad", "conversions", "row_rejected", "400 at ")
                .doesNotContain("m-good");
        assertThat(said("deliveries", "--user", "ann", "--mapping", "conversions", "--json")
                        .text())
                .contains("\"messageId\":\"m-good\"", "\"state\":\"done\"", "\"status\":200");

        sandbox.reset();
        assertThat(said("replay", "--reason", "row_rejected").text())
                .isEqualToIgnoringNewLines(
                        "conversions: 1 sent again\n" + "Nothing has been done. The same with --yes does it.");
        assertThat(rows()).doesNotContain("o-bad");
        assertThat(said("replay", "--reason", "row_rejected", "--yes").text()).startsWith("conversions: 1 sent again");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(rows()).contains("o-bad"));

        assertThat(said("pause", "conversions").text()).isEqualToIgnoringNewLines("The lane conversions is paused.");
        order("m-later", "o-later");
        assertThat(said("deliveries", "--message-id", "m-later").text())
                .contains("The lane conversions is paused since ", "unread");
        gateway.kill9();
        gateway.start();
        assertThat(said("resume", "conversions").text()).isEqualToIgnoringNewLines("The lane conversions is resumed.");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(rows()).contains("o-later"));
        gateway.awaitDrained(Duration.ofSeconds(60));
        nothingIsLost();
    }

    /** It must succeed. */
    Said said(String... words) throws Exception {
        var said = gateway.command(words);
        assertThat(said.exitCode()).as(said.toString()).isZero();
        return said;
    }

    private void awaitTold(String word, String... command) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(said(command).text()).contains(word));
    }

    String rows() {
        return sandbox.look("/sandbox/rows/order-completed").toString();
    }

    private void nothingIsLost() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var metrics = gateway.metrics();
            assertThat(metrics.named("sluice_conservation_difference"))
                    .isNotEmpty()
                    .allSatisfy(sample -> assertThat(sample.value()).isZero());
            assertThat(metrics.sum("sluice_deliveries_open", Map.of())).isZero();
        });
    }

    void order(String messageId, String orderId) throws Exception {
        var body =
                "{\"messageId\":\"%s\",\"userId\":\"ann\",\"event\":\"Order Completed\",\"properties\":{\"orderId\":\"%s\",\"total\":5}}"
                        .formatted(messageId, orderId);
        var key = Base64.getEncoder().encodeToString((GatewayProcess.WRITE_KEY + ":").getBytes());
        var request = HttpRequest.newBuilder(gateway.url().resolve("/v1/track"))
                .header("Authorization", "Basic " + key)
                .POST(BodyPublishers.ofString(body))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }
}
