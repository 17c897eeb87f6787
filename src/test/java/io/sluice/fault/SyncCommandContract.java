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

/** {@code sluice sync} as a process of its own, beside the packaged gateway and without it. */
abstract class SyncCommandContract {
    static final Duration SOON = Duration.ofSeconds(60);

    /** The pace of the account, which the sandbox counts. */
    private static final int PACE = 20;

    /** What else wants a processor may bunch calls that left at their gaps; two who call at once would make twice as many. */
    private static final int WORST_SECOND = PACE + PACE / 4;

    /** No run ends before this is withdrawn, whatever other programs take to start; its call waits for the answer as long. */
    private static final String JOURNEYS_HELD = """
            {"match": {"path": "/interactions$"}, "delayMillis": 280000}""";

    /** A call for each campaign: five seconds. */
    private static final String SOURCE = "campaigns=100,assets=2,lists=60,journeys=6,goals=9";

    @TempDir
    Path directory;

    SandboxProcess sandbox;
    GatewayProcess gateway;

    /** As environment variables; nobody has used it yet. */
    abstract Map<String, String> store() throws Exception;

    /** How many lists the warehouse has. */
    abstract String lists() throws Exception;

    @BeforeEach
    void prepare() throws Exception {
        sandbox = SandboxProcess.start("--source-size", SOURCE, "--history", "100000");
        gateway = GatewayProcess.in(directory, sandbox, store()).with("SLUICE_SFMC_CALL_TIMEOUT", "5m");
    }

    @AfterEach
    void stop() {
        gateway.close();
        sandbox.close();
    }

    @Test
    void the_gateway_that_holds_the_account_runs_it_beside_deliveries_and_other_commands() throws Exception {
        sandbox.fault(JOURNEYS_HELD);
        gateway.start();
        var sync = gateway.begin("sync");
        awaitProgress(sync);
        for (var i = 0; i < 20; i++) {
            order("m-" + i, "o-" + i);
        }
        var second = gateway.begin("sync", "--collection", "lists");
        assertThat(gateway.command("pause", "conversions").text())
                .isEqualToIgnoringNewLines("The lane conversions is paused.");
        assertThat(gateway.command("resume", "conversions").exitCode()).isZero();
        var skipped = second.said(SOON);
        assertThat(skipped.exitCode()).isZero();
        assertThat(skipped.text()).contains("The sync default was skipped: another run of it is under way.");

        assertThat(sync.runs()).as("the first one goes on").isTrue();
        sandbox.remove("/sandbox/faults");
        copied(sync.said(SOON.multipliedBy(2)));
        await().atMost(SOON).untilAsserted(() -> assertThat(rows()).contains("o-0", "o-19"));
        paceWasKept();

        saysWhatItDoes();
    }

    private void saysWhatItDoes() throws Exception {
        var dry = gateway.command("sync", "--dry-run", "--full", "--collection", "lists,interactions");
        assertThat(dry.exitCode()).as(dry.toString()).isZero();
        assertThat(dry.text())
                .containsPattern("lists +success +60 +0 +0 +60 +0 ")
                .contains("dry run: nothing was written")
                .doesNotContain("campaigns");

        var unknown = gateway.command("sync", "--collection", "list");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.errors()).contains("There is no collection 'list'; there are campaigns,");

        sandbox.fault("{\"match\": {\"path\": \"/interactions$\"}, \"status\": 403, \"body\": {}}");
        var partial = gateway.command("sync", "--collection", "lists,interactions", "--json");
        assertThat(partial.exitCode()).as(partial.toString()).isEqualTo(3);
        assertThat(partial.text()).contains("\"status\":\"partial\"", "\"status\":\"failure\"", "\"reason\":");
        var failed = gateway.command("sync", "--collection", "interactions");
        assertThat(failed.exitCode()).as(failed.toString()).isEqualTo(1);
        assertThat(failed.text()).containsPattern("interactions +failure ").contains("HTTP 403");
    }

    @Test
    void without_a_gateway_it_does_it_itself_and_a_gateway_that_starts_meanwhile_delivers_afterwards()
            throws Exception {
        sandbox.fault(JOURNEYS_HELD);
        var sync = gateway.begin("sync");
        awaitProgress(sync);
        gateway.start();
        order("m-1", "o-1");
        assertThat(rows()).doesNotContain("o-1");
        assertThat(sync.runs()).as("the sync goes on while the gateway waits").isTrue();

        sandbox.remove("/sandbox/faults");
        copied(sync.said(SOON.multipliedBy(2)));
        await().atMost(SOON).untilAsserted(() -> assertThat(rows()).contains("o-1"));
        paceWasKept();
    }

    @Test
    void where_the_gateway_is_killed_in_the_middle_the_command_goes_on_in_its_place() throws Exception {
        sandbox.fault(JOURNEYS_HELD);
        gateway.start();
        var sync = gateway.begin("sync");
        awaitProgress(sync);
        gateway.kill9();
        sandbox.remove("/sandbox/faults");

        copied(sync.said(Duration.ofSeconds(120)));
        paceWasKept();
    }

    /** Every row is there, whoever has written it. */
    void copied(Said said) throws Exception {
        assertThat(said.exitCode()).as(said.toString()).isZero();
        assertThat(said.text())
                .containsPattern("campaigns +success +100 ")
                .containsPattern("campaign_assets +success +200 ")
                .containsPattern("lists +success +")
                .contains("The sync default: success in ");
        assertThat(lists()).isEqualTo("60");
    }

    void awaitProgress(CommandProcess sync) {
        await().atMost(SOON).until(() -> sync.errors().contains("campaign_assets: ") || !sync.runs());
        assertThat(sync.runs()).as(() -> "it runs; it said " + sync.errors()).isTrue();
    }

    private void paceWasKept() {
        assertThat(sandbox.look("/sandbox/stats").get("worstSecond").asInt()).isLessThanOrEqualTo(WORST_SECOND);
    }

    private String rows() {
        return sandbox.look("/sandbox/rows/order-completed").toString();
    }

    private void order(String messageId, String orderId) throws Exception {
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
