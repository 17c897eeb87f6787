package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.fault.Sent.Kind;
import io.sluice.sandbox.SandboxProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Two business units, each with a backlog: what is wrong with one is no matter of the other, and one flow's no other's. */
class AccountsIT {
    private static final Duration LONGEST = Duration.ofSeconds(90);

    /** A call each, at 20 a second: more than are made while this looks on. */
    private static final int USERS = 3_000;

    /** So many calls are timed, some eight seconds of them. */
    private static final int WINDOW = 150;

    private static final String EMEA_ROUTE = """
            # The same identifies, in another business unit.
            - templatedRoute:
                routeTemplateRef: batched
                routeId: emea
                parameters:
                  - name: lane
                    value: emea
                  - name: door
                    value: sfmc-emea
            """;

    private static final String EMEA_MAPPING = """
            # The same identifies, in another business unit.
            - name: emea
              when: { type: identify }
              do: sfmcUpsertRows
              to: { account: emea, dataExtension: identify }
              keys: { Contact Key: [ $.userId ] }
              fields:
                $all: { titleCase: $.traits }
            """;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private SandboxProcess main;
    private SandboxProcess emea;
    private GatewayProcess gateway;

    @BeforeEach
    void start() throws Exception {
        main = SandboxProcess.start("--rate", "0", "--history", "0");
        emea = SandboxProcess.start("--rate", "0", "--history", "0");
        var store = Map.of("SLUICE_STORE_URL", "jdbc:sqlite:" + directory.resolve("sluice.db"));
        gateway = GatewayProcess.in(directory, main, store).withoutContacts();
        Files.writeString(directory.resolve("routes/emea.camel.yaml"), EMEA_ROUTE);
        Files.writeString(directory.resolve("routes/emea.mapping.yaml"), EMEA_MAPPING);
        gateway.with("SLUICE_SFMC_ROWSET_SIZE", "1")
                .with("SLUICE_SFMC_ASYNC_ROWS", "off")
                .with("SLUICE_SFMC_EMEA_ROWSET_SIZE", "1")
                .with("SLUICE_SFMC_EMEA_ASYNC_ROWS", "off")
                .with("SLUICE_SFMC_EMEA_CLIENT_ID", "sandbox");
    }

    @AfterEach
    void end() {
        gateway.close();
        emea.close();
        main.close();
    }

    private void startWithBoth() throws IOException {
        gateway.with("SLUICE_SFMC_EMEA_CLIENT_SECRET", "sandbox")
                .with("SLUICE_SFMC_EMEA_AUTH_URL", emea.url().toString())
                .start();
    }

    @Test
    void an_account_that_is_throttled_or_hangs_leaves_the_other_its_throughput_and_says_so() throws Exception {
        startWithBoth();
        identifyAll();
        var alone = millisForWindow();

        emea.fault("{\"match\": {\"path\": \"/rowset$\"}, \"status\": 429, \"headers\": {\"Retry-After\": \"1\"}}");
        await().atMost(LONGEST).until(() -> paused("throttled") == 1);
        var besideThrottled = millisForWindow(alone);
        saysWhoHasToDoWhat();

        emea.fault("{\"match\": {\"path\": \"/rowset$\"}, \"action\": \"hang\"}"); // behind the first, for when that is
        // gone
        forgetFirstFault();
        await().atMost(LONGEST).until(() -> hanging() > 0);
        var besideHanging = millisForWindow(alone);

        System.out.printf(
                "AccountsIT: %d calls took %d ms, beside a throttled account %d, beside one that hangs %d%n",
                WINDOW, alone, besideThrottled, besideHanging);
        assertThat(besideThrottled).isLessThan(longest(alone));
        assertThat(besideHanging).isLessThan(longest(alone));
    }

    /** Whoever asks is told; the intake goes on. */
    private void saysWhoHasToDoWhat() throws IOException {
        var well = gateway.management("/q/health/well");
        assertThat(well.statusCode()).isEqualTo(503);
        assertThat(well.body()).contains("account sfmc-emea", "throttled", "requests-per-second");
        assertThat(gateway.ready()).isTrue();
        assertThat(gateway.metrics().sum("sluice_paused", Map.of("account", "sfmc-main")))
                .isZero();
        assertThat(Files.readString(gateway.log())).contains("account.paused account=sfmc-emea reason=throttled");
    }

    private double paused(String reason) {
        return gateway.metrics().sum("sluice_paused", Map.of("account", "sfmc-emea", "reason", reason));
    }

    private void forgetFirstFault() throws Exception {
        var id = emea.look("/sandbox/faults").get(0).get("id").asText();
        emea.withdraw(id);
        await().atMost(LONGEST)
                .until(() ->
                        Files.readString(gateway.log()).contains("account.resumed account=sfmc-emea") || hanging() > 0);
    }

    private long hanging() {
        return count(emea.look("/sandbox/requests?path=rowset"), "hang");
    }

    private static long count(JsonNode requests, String fault) {
        var count = 0;
        for (var request : requests) {
            count += request.path("fault").asText().equals(fault) ? 1 : 0;
        }
        return count;
    }

    private static long longest(long alone) {
        return alone * 10 / 9;
    }

    /** What else wants a processor may hold up one window, or two; an account that gets in the way holds up all. */
    private long millisForWindow(long alone) {
        var millis = millisForWindow();
        for (var again = 0; again < 2 && millis >= longest(alone); again++) {
            millis = millisForWindow();
        }
        return millis;
    }

    /** How long the next calls of the account {@code main} take to arrive, by the receiver's clock. */
    private long millisForWindow() {
        var requests = main.look("/sandbox/requests?path=rowset");
        var last = requests.isEmpty()
                ? 0
                : requests.get(requests.size() - 1).get("number").asLong();
        var after = "/sandbox/requests?path=rowset&after=" + last;
        await().atMost(LONGEST)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> main.look(after).size() > WINDOW);
        var window = main.look(after);
        return window.get(WINDOW).get("at").asLong() - window.get(0).get("at").asLong();
    }

    @Test
    void an_event_of_one_flow_does_not_wait_for_the_backlog_of_another() throws Exception {
        startWithBoth();
        identifyAll();
        await().atMost(LONGEST).until(() -> calls("identify").size() > 20);

        var before = calls("identify").size();
        var order = new Sent(Kind.ORDER, "ann", 1);
        assertThat(new Sender(gateway.url()).send(order).statusCode()).isEqualTo(200);
        await().atMost(LONGEST).until(() -> !calls("order-completed").isEmpty());

        var number = calls("order-completed").get(0).get("number").asLong();
        var earlier = 0;
        for (var call : calls("identify")) {
            earlier += call.get("number").asLong() < number ? 1 : 0;
        }
        System.out.println(
                "AccountsIT: " + (earlier - before) + " calls of a backlog went before another flow's event");
        assertThat(earlier - before).as("calls of five seconds").isLessThan(100);
    }

    private JsonNode calls(String dataExtension) {
        return main.look("/sandbox/requests?path=key:" + dataExtension + "/");
    }

    /** In both business units. */
    private void identifyAll() throws Exception {
        var sender = new Sender(gateway.url());
        for (var from = 0; from < USERS; from += 500) {
            List<Sent> events = LongStream.range(from, from + 500)
                    .mapToObj(n -> new Sent(Kind.IDENTIFY, "user-" + n, 1))
                    .toList();
            assertThat(sender.send(events).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void half_an_account_stops_the_start_and_says_what_is_missing() throws Exception {
        gateway.launch();
        assertThat(gateway.exitCode(LONGEST)).isEqualTo(1);
        assertThat(Files.readString(gateway.log()))
                .contains("sluice.sfmc.emea.client-secret: is missing", "sluice.sfmc.emea.subdomain: is missing");
    }

    @Test
    void flows_of_an_account_of_which_nothing_is_set_are_off_and_listed() throws Exception {
        Files.writeString(
                directory.resolve("routes/slip.camel.yaml"),
                EMEA_ROUTE.replace("sfmc-emea", "sfmc-emae").replace("emea", "slip"));
        Files.writeString(
                directory.resolve("routes/slip.mapping.yaml"),
                EMEA_MAPPING.replace("account: emea", "account: emae").replace("name: emea", "name: slip"));
        gateway.with("SLUICE_SFMC_EMEA_CLIENT_ID", "").start();
        assertThat(Files.readString(gateway.log()))
                .contains("sfmc account emea: off (nothing is set)")
                .contains("flow emea to sfmc-emea: emea (off: the account is not configured)")
                .contains("the flow slip is off: no setting names its account 'emae'; did you mean 'emea'?");
    }
}
