package io.sluice.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.sandbox.SandboxProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user asks to be forgotten, while something of theirs is queued: the packaged gateway with the shipped routes. */
class DeletionIT {
    private static final String SECRET = "signs webhooks";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    static Path directory;

    private static SandboxProcess sandbox;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        sandbox = SandboxProcess.start();
        gateway = GatewayProcess.in(
                        directory, sandbox, Map.of("SLUICE_STORE_URL", "jdbc:sqlite:" + directory.resolve("sluice.db")))
                .with("SLUICE_SOURCES_FAULT_SIGNING_SECRET", SECRET)
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        sandbox.close();
    }

    @Test
    void a_deleted_user_is_gone_and_nothing_of_theirs_is_sent_any_more() throws Exception {
        identify("i1", "ann", "Ann");
        identify("i2", "bob", "Bob");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(contacts()).contains("ann", "bob"));
        gateway.awaitDrained(PATIENCE);
        sandbox.fault("{\"match\":{\"path\":\"/rowset$\"},\"times\":3,\"status\":503}");
        identify("i3", "ann", "Queued");
        track("o1", "ann", "o-queued");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        sandbox.look("/sandbox/requests?path=rowset$").toString())
                .contains("\"status\":503"));

        assertThat(delete("d1", "ann")).isEqualTo(200);
        assertThat(delete("d2", "nobody we know")).isEqualTo(200);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(contacts()).containsExactly("bob"));
        identify("i4", "ANN", "Later");
        track("o2", "ann", "o-later");
        track("o3", "bob", "o-bob");

        metricsSayWhatHappened();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rows("order-completed")).contains("o-bob"));
        assertThat(rows("order-completed")).doesNotContain("o-queued", "o-later");
        assertThat(rows("identify")).contains("Bob").doesNotContain("Ann", "Queued", "Later");
        assertThat(Files.readString(gateway.log())).contains("receipt=\\\"operationID 1\\\"");
        aCommandBesideTheGatewayDoesTheSame();
    }

    private static void aCommandBesideTheGatewayDoesTheSame() throws Exception {
        var deleted = gateway.command("delete", "bob", "nobody else");
        assertThat(deleted.exitCode()).as(deleted.toString()).isZero();
        assertThat(deleted.text()).contains("bob: on the suppression list", "nobody else: on the suppression list");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(contacts()).isEmpty());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gateway.command("deliveries", "--user", "bob", "--mapping", "deletion")
                                .text())
                        .contains("done", "operationID "));

        var blank = gateway.command("delete", " ");
        assertThat(blank.exitCode()).isEqualTo(1);
        assertThat(blank.errors()).contains("needs a userId that is not blank");
    }

    /** The store's own are read every five seconds. */
    private static void metricsSayWhatHappened() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            var metrics = gateway.metrics();
            assertThat(metrics.sum("sluice_deliveries_final", Map.of("outcome", "suppressed")))
                    .as("two identifies, one contact, since that of the first is known, and two orders")
                    .isEqualTo(5);
            assertThat(metrics.sum("sluice_deliveries_final", Map.of("outcome", "delivered", "mapping", "deletion")))
                    .isEqualTo(2);
            assertThat(metrics.named("sluice_conservation_difference"))
                    .isNotEmpty()
                    .allSatisfy(sample -> assertThat(sample.value()).isZero());
        });
    }

    private static Iterable<String> contacts() {
        return sandbox.look("/sandbox/contacts").findValuesAsText("key");
    }

    private static String rows(String dataExtension) {
        return sandbox.look("/sandbox/rows/" + dataExtension).path("rows").toString();
    }

    private static void identify(String messageId, String userId, String firstName) throws Exception {
        var body = "{\"messageId\":\"%s\",\"userId\":\"%s\",\"traits\":{\"firstName\":\"%s\"}}"
                .formatted(messageId, userId, firstName);
        assertThat(post("identify", body)).isEqualTo(200);
    }

    private static void track(String messageId, String userId, String orderId) throws Exception {
        var body =
                "{\"messageId\":\"%s\",\"userId\":\"%s\",\"event\":\"Order Completed\",\"properties\":{\"orderId\":\"%s\",\"total\":1}}"
                        .formatted(messageId, userId, orderId);
        assertThat(post("track", body)).isEqualTo(200);
    }

    private static int delete(String messageId, String userId) throws Exception {
        var body = "{\"type\":\"delete\",\"messageId\":\"%s\",\"userId\":\"%s\"}".formatted(messageId, userId);
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA1"));
        return status(request("webhook", body)
                .header("X-Signature", HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)))));
    }

    private static int post(String endpoint, String body) throws Exception {
        var key = Base64.getEncoder().encodeToString((GatewayProcess.WRITE_KEY + ":").getBytes(UTF_8));
        return status(request(endpoint, body).header("Authorization", "Basic " + key));
    }

    private static HttpRequest.Builder request(String endpoint, String body) {
        return HttpRequest.newBuilder(gateway.url().resolve("/v1/" + endpoint)).POST(BodyPublishers.ofString(body));
    }

    private static int status(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .statusCode();
    }
}
