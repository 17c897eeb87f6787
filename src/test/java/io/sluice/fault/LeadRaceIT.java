package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.SandboxProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateways on one database hand a Salesforce org over to each other, by death and by an orderly stop, in the middle of creating
 * Leads of the same new people, whose addresses are written in several ways; some creates have no answer, and are carried out when
 * nobody waits for them any more. There is one Lead for each address, with what all of its events say.
 */
class LeadRaceIT {
    private static final Duration LONGEST = Duration.ofSeconds(120);
    private static final int USERS_AT_A_TIME = 200;

    /** By round: each event of a user has a trait of its own. */
    private static final String[] TRAITS = {"firstName", "title", "website"};

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private PostgresServer postgres;
    private SandboxProcess sandbox;
    private GatewayProcess one;
    private GatewayProcess two;
    private int users;

    @BeforeEach
    void start() throws Exception {
        postgres = PostgresServer.start(directory.resolve("postgres"));
        sandbox = SandboxProcess.start("--rate", "0");
        one = gateway("one").start();
        two = gateway("two").start();
    }

    private GatewayProcess gateway(String name) throws Exception {
        var home = Files.createDirectories(directory.resolve(name));
        var gateway = GatewayProcess.in(home, sandbox, postgres.settings());
        var route = home.resolve("routes/leads.camel.yaml");
        var text = Files.readString(route);
        assertThat(text).contains("\"2000\"", "\"2s\"");
        Files.writeString(route, text.replace("\"2000\"", "\"60\"").replace("\"2s\"", "\"100ms\""));
        return gateway.with("SLUICE_SALESFORCE_LOGIN_URL", sandbox.url().toString())
                .with("SLUICE_SALESFORCE_AUTH", "client-credentials")
                .with("SLUICE_SALESFORCE_CLIENT_ID", "sandbox")
                .with("SLUICE_SALESFORCE_CLIENT_SECRET", "sandbox")
                .with("SLUICE_SALESFORCE_REQUESTS_PER_SECOND", "10")
                .with("SLUICE_SALESFORCE_CALL_TIMEOUT", "5s")
                .with("SLUICE_SALESFORCE_LONGEST_REQUEST", "10s");
    }

    @AfterEach
    void end() throws Exception {
        one.close();
        two.close();
        sandbox.close();
        postgres.close();
    }

    @Test
    void one_lead_for_each_address_whoever_holds_the_org_and_whatever_becomes_of_calls() throws Exception {
        identify();
        meet("dropThenApply", 5_000);

        identify();
        meet("applyThenHang", 0);
        one.kill9();

        identify();
        meet("dropThenApply", 5_000);
        one.start();
        two.term();
        two.exitCode(LONGEST);

        identify();
        meet("applyThenDrop", 0);
        // What the metrics say is some seconds old: that nothing is open may have been so before.
        await().atMost(LONGEST)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> ended() == (long) TRAITS.length * users);
        check();
    }

    /** New people, each three times; the gateways that run share them. */
    private void identify() throws Exception {
        for (var round = 0; round < TRAITS.length; round++) {
            var batch = JsonNodeFactory.instance.arrayNode();
            for (var i = 0; i < USERS_AT_A_TIME; i++) {
                batch.add(event(users + i, round));
            }
            var gateway = round % 2 == 0 && two.ready() ? two : one.ready() ? one : two;
            assertThat(new Sender(gateway.url()).send(batch).statusCode()).isEqualTo(200);
        }
        users += USERS_AT_A_TIME;
    }

    private static ObjectNode event(int user, int round) {
        var event = JsonNodeFactory.instance.objectNode();
        event.put("type", "identify")
                .put("messageId", "m-" + user + "-" + round)
                .put("userId", "u" + user);
        event.putObject("traits")
                .put("email", address(user, round))
                .put("lastName", "User " + user)
                .put(TRAITS[round], value(user, round));
        event.putObject("integrations").put("Salesforce", true).put("Salesforce Marketing Cloud", false);
        return event;
    }

    private static String address(int user, int round) {
        var address = "User." + user + "@Example.com";
        return round == 0 ? address : round == 1 ? address.toLowerCase(Locale.ROOT) : address.toUpperCase(Locale.ROOT);
    }

    private static String value(int user, int round) {
        return "v" + round + "-" + user;
    }

    /** The next create meets this. Returns when it has. */
    private void meet(String action, int delayMillis) {
        var before = met(action);
        sandbox.fault("""
                {"match": {"method": "POST", "path": "/composite/sobjects$"}, "times": 1, "action": "%s", "delayMillis": %d}""".formatted(action, delayMillis));
        await().atMost(LONGEST)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> met(action) > before);
    }

    private long met(String action) {
        var count = 0L;
        for (var request : sandbox.look("/sandbox/requests?path=/composite/sobjects$")) {
            count += request.path("fault").asText().equals(action) ? 1 : 0;
        }
        return count;
    }

    private void check() {
        Map<String, JsonNode> leads = new HashMap<>();
        for (var lead : sandbox.look("/sandbox/salesforce/main/records/Lead").path("records")) {
            var address = lead.path("Email").asText().toLowerCase(Locale.ROOT);
            assertThat(leads.put(address, lead))
                    .as("a second Lead of " + address)
                    .isNull();
        }
        assertThat(leads.size()).isEqualTo(users);
        for (var user = 0; user < users; user++) {
            var lead = leads.get(address(user, 1));
            assertThat(lead.path("FirstName").asText()).isEqualTo(value(user, 0));
            assertThat(lead.path("Title").asText()).isEqualTo(value(user, 1));
            assertThat(lead.path("Website").asText()).isEqualTo(value(user, 2));
        }
        var metrics = one.metrics();
        assertThat(metrics.sum("sluice_deliveries_final", Map.of("mapping", "leads", "outcome", "refused")))
                .isZero();
        assertThat(delivered(metrics)).isEqualTo((long) TRAITS.length * users);
        assertThat(metrics.sum("sluice_conservation_difference", Map.of())).isZero();
    }

    private long ended() {
        return (long) one.metrics().sum("sluice_deliveries_final", Map.of("mapping", "leads"));
    }

    private static long delivered(Metrics metrics) {
        return (long) (metrics.sum("sluice_deliveries_final", Map.of("mapping", "leads", "outcome", "delivered"))
                + metrics.sum("sluice_deliveries_final", Map.of("mapping", "leads", "outcome", "merged")));
    }
}
