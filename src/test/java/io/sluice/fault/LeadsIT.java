package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.sandbox.SandboxProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The shipped flows for Salesforce CRM, from HTTP to the records of an org. */
class LeadsIT {
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ORG = "/sandbox/salesforce/main";

    /** Whom the sandbox's assignment rule gives Leads to. */
    private static final String QUEUE = "00G5g0000000001EAA";

    private static final String SOMEBODY = "0055g0000000009AAA";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private SandboxProcess sandbox;
    private GatewayProcess gateway;
    private int sent;

    @BeforeEach
    void start() throws IOException {
        sandbox = SandboxProcess.start("--rate", "0");
        var store = Map.of("SLUICE_STORE_URL", "jdbc:sqlite:" + directory.resolve("sluice.db"));
        gateway = GatewayProcess.in(directory, sandbox, store)
                .with("SLUICE_SALESFORCE_LOGIN_URL", sandbox.url().toString())
                .with("SLUICE_SALESFORCE_AUTH", "client-credentials")
                .with("SLUICE_SALESFORCE_CLIENT_ID", "sandbox")
                .with("SLUICE_SALESFORCE_CLIENT_SECRET", "sandbox")
                .start();
    }

    @AfterEach
    void stop() {
        gateway.close();
        sandbox.close();
    }

    @Test
    void an_identify_becomes_a_lead_that_is_assigned_once_and_keeps_its_owner() throws Exception {
        send(identify("ann@example.com", "\"lastName\":\"Ashe\",\"company\":\"Kite\""), identify("bo@example.com", ""));
        assertThat(lead("ann@example.com").path("OwnerId").asText()).isEqualTo(QUEUE);
        assertThat(lead("bo@example.com").path("LastName").asText()).isEqualTo("n/a");

        put(
                "Lead",
                "{\"Email\":\"cy@example.com\",\"LastName\":\"Cole\",\"Company\":\"Kite\",\"OwnerId\":\"" + SOMEBODY
                        + "\"}");
        send(identify("CY@example.com", "\"city\":\"Cork\""), identify("ann@example.com", "\"city\":\"Bray\""));
        var cy = lead("cy@example.com");
        assertThat(cy.path("City").asText()).isEqualTo("Cork");
        assertThat(cy.path("LastName").asText()).isEqualTo("Cole");
        assertThat(cy.path("OwnerId").asText()).isEqualTo(SOMEBODY);
        assertThat(lead("ann@example.com").path("LastName").asText()).isEqualTo("Ashe");
        assertThat(records("Lead")).hasSize(3);
    }

    @Test
    void what_does_not_ask_for_salesforce_does_not_get_there() throws Exception {
        send(identify("ann@example.com", "").replace("\"Salesforce\":true", "\"Salesforce\":false"));
        assertThat(records("Lead")).isEmpty();
    }

    @Test
    void a_group_becomes_an_account_and_the_next_one_updates_it() throws Exception {
        send(group("813", "\"name\":\"Teemo Industries\",\"employees\":4,\"address\":{\"city\":\"East Greenwich\"}"));
        send(group("813", "\"name\":\"Teemo Industries\",\"website\":\"https://teemo.example\""));
        assertThat(records("Account")).singleElement().satisfies(account -> {
            assertThat(account.path("AccountNumber").asText()).isEqualTo("813");
            assertThat(account.path("BillingCity").asText()).isEqualTo("East Greenwich");
            assertThat(account.path("NumberOfEmployees").asInt()).isEqualTo(4);
            assertThat(account.path("Website").asText()).isEqualTo("https://teemo.example");
        });
    }

    @Test
    void converted_leads_and_several_hits_are_left_alone() throws Exception {
        var id = put("Lead", "{\"Email\":\"ann@example.com\",\"LastName\":\"Ashe\",\"Company\":\"Kite\"}");
        sandbox.tell(ORG + "/leads/" + id + "/convert", "");
        put("Lead", "{\"Email\":\"bo@example.com\",\"LastName\":\"B1\",\"Company\":\"Kite\"}");
        put("Lead", "{\"Email\":\"bo@example.com\",\"LastName\":\"B2\",\"Company\":\"Kite\"}");
        send(identify("ann@example.com", "\"city\":\"Cork\""), identify("bo@example.com", "\"city\":\"Cork\""));
        assertThat(records("Lead")).hasSize(3).allMatch(lead -> lead.path("City")
                .isMissingNode());
        assertThat(settled("filtered", "lead_converted")).isEqualTo(1);
        assertThat(settled("refused", "several_found")).isEqualTo(1);
    }

    @Test
    void a_locked_row_is_tried_again_and_one_that_spoils_a_whole_call_costs_only_itself() throws Exception {
        sandbox.tell(ORG + "/record-faults", "{\"object\":\"Lead\",\"contains\":\"user-17@\",\"times\":2}");
        sandbox.fault("""
                {"match":{"path":"/composite/sobjects$","bodyContains":"user-99@"},"status":400,
                 "body":[{"errorCode":"JSON_PARSER_ERROR","message":"Cannot deserialize instance of date"}]}""");
        var events = IntStream.range(0, 200)
                .mapToObj(i -> identify("user-" + i + "@example.com", ""))
                .toArray(String[]::new);
        send(events);
        assertThat(records("Lead"))
                .hasSize(199)
                .noneMatch(lead -> lead.path("Email").asText().startsWith("user-99@"));
        assertThat(settled("refused", "value_invalid")).isEqualTo(1);
    }

    @Test
    void a_backlog_takes_one_call_for_more_than_150_of_them() throws Exception {
        // The log-in takes its time, so that the batches are full.
        sandbox.fault("{\"match\":{\"path\":\"/oauth2/token\"},\"times\":1,\"delayMillis\":4000,\"action\":\"pass\"}");
        var events = IntStream.range(0, 6_000)
                .mapToObj(i -> identify("user-" + i + "@example.com", "\"city\":\"Cork\""))
                .toArray(String[]::new);
        var before = apiUsed();
        send(events);
        var calls = apiUsed() - before;
        assertThat(records("Lead")).hasSize(6_000);
        assertThat(6_000.0 / calls).as("records per call, of %d calls", calls).isGreaterThan(150);
    }

    private void send(String... events) throws IOException, InterruptedException {
        for (var from = 0; from < events.length; from += 500) {
            var some = List.of(events).subList(from, Math.min(from + 500, events.length));
            var key = Base64.getEncoder().encodeToString((GatewayProcess.WRITE_KEY + ":").getBytes());
            var request = HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/batch"))
                    .header("Authorization", "Basic " + key)
                    .POST(BodyPublishers.ofString("{\"batch\":[" + String.join(",", some) + "]}"))
                    .build();
            assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
        sent += events.length;
        // What its metrics say is some seconds old.
        await().atMost(LONGEST)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> settledBy("leads") && settledBy("accounts"));
    }

    private boolean settledBy(String mapping) {
        var metrics = gateway.metrics();
        var of = Map.of("mapping", mapping);
        return metrics.sum("sluice_deliveries_passed", of) == sent
                && metrics.sum("sluice_deliveries_final", of) == sent
                && metrics.sum("sluice_conservation_difference", of) == 0;
    }

    private static String identify(String email, String traits) {
        return event(
                "identify",
                "\"userId\":\"" + email + "\"",
                "\"email\":\"" + email + "\"" + (traits.isEmpty() ? "" : ",") + traits);
    }

    private static String group(String id, String traits) {
        return event("group", "\"userId\":\"u\",\"groupId\":\"" + id + "\"", traits);
    }

    private static String event(String type, String ids, String traits) {
        return "{\"type\":\"" + type + "\",\"messageId\":\"" + UUID.randomUUID() + "\"," + ids + ",\"traits\":{"
                + traits + "},\"integrations\":{\"All\":false,\"Salesforce\":true}}";
    }

    private String put(String object, String record) {
        return sandbox.tell(ORG + "/records/" + object, record).path("id").asText();
    }

    private List<JsonNode> records(String object) {
        var records = new ArrayList<JsonNode>();
        sandbox.look(ORG + "/records/" + object).path("records").forEach(records::add);
        return records;
    }

    private JsonNode lead(String email) {
        var found = records("Lead").stream()
                .filter(lead -> lead.path("Email").asText().equalsIgnoreCase(email))
                .toList();
        assertThat(found).as("Leads of " + email).hasSize(1);
        return found.get(0);
    }

    private long apiUsed() {
        return sandbox.look("/sandbox/salesforce").path("main").path("apiUsed").asLong();
    }

    private double settled(String outcome, String reason) {
        return gateway.metrics().sum("sluice_deliveries_final", Map.of("outcome", outcome, "reason", reason));
    }
}
