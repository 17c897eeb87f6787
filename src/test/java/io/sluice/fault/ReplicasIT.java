package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.sluice.sandbox.SandboxProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several gateways on one PostgreSQL, while customers send to all of them in turn. Whatever becomes of the one that calls the
 * account: nothing is lost, no journey is started twice, each user has the last value and never went back, and no second has
 * seen more calls than the pace allows, with or without those for tokens.
 */
class ReplicasIT {
    private static final int PACE = 20;

    /** What else wants a processor bunches calls that left at their gaps: a quiet machine has seen no more than the pace. */
    private static final int WORST_SECOND = 2 * PACE;

    private static final int SENDERS = 3;

    /** A few seconds of calls, at 25 rows each. */
    private static final int BACKLOG = 1_500;

    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration CALL_DEADLINE = Duration.ofSeconds(5);

    /** A second of rest, two and a half until somebody asks again, and the slowness of this machine. */
    private static final Duration HANDOVER = Duration.ofSeconds(6);

    private static final Duration LONGEST = Duration.ofSeconds(90);

    /** So that some calls are under way at any time. */
    private static final String SLOW = "{\"delayMillis\": 200}";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    private PostgresServer server;
    private SandboxProcess sandbox;
    private Arrived arrived;
    private Ledger ledger;
    private Replicas replicas;
    private Traffic traffic;

    @BeforeEach
    void prepare() throws Exception {
        server = PostgresServer.start(directory.resolve("postgres"));
        sandbox = SandboxProcess.start(
                "--rate",
                "0",
                "--history",
                "1000000",
                "--source-size",
                "campaigns=1,assets=1,lists=60,journeys=1,goals=1");
        sandbox.fault(SLOW);
        arrived = new Arrived(sandbox);
        ledger = new Ledger(directory.resolve("ledger"));
    }

    @AfterEach
    void end() throws Exception {
        watch.shutdownNow();
        replicas.close();
        ledger.close();
        sandbox.close();
        server.close();
    }

    private void prepare(int number) throws IOException {
        replicas = new Replicas(number, directory, sandbox, server.settings())
                .with("SLUICE_SFMC_ASYNC_ROWS", "off")
                .with("SLUICE_SFMC_ROWSET_SIZE", "25")
                .with("SLUICE_SFMC_CALL_TIMEOUT", CALL_DEADLINE.toSeconds() + "s");
        traffic = new Traffic(replicas.urls(), ledger, SENDERS);
    }

    @Test
    void two_and_then_three_share_the_intake_and_one_that_is_told_to_stop_hands_the_account_over() throws Exception {
        prepare(3);
        replicas.get(0).launch();
        replicas.get(1).start();
        replicas.get(0).awaitReady();
        send();
        awaitBacklog();
        replicas.get(2).start();

        var holder = replicas.holder();
        var fence = replicas.fence();
        holder.term();
        assertThat(holder.exitCode(LONGEST)).isZero();
        var took = replicas.handover(fence);

        System.out.printf("ReplicasIT: handed over %d ms after the end of the one that was stopped%n", took.toMillis());
        assertThat(took).as("sooner than its lease would have ended").isLessThan(HANDOVER);
        endsWell(replicas.holder());
    }

    @Test
    void when_the_holder_is_killed_another_one_has_the_account_within_lease_and_call_deadline() throws Exception {
        prepare(3);
        replicas.start();
        send();
        awaitBacklog();

        var fence = replicas.fence();
        replicas.holder().kill9();
        var took = replicas.handover(fence);
        var calls = arrived.calls();
        await().atMost(LONGEST).until(() -> arrived.calls() > calls);

        System.out.printf("ReplicasIT: taken over %d ms after SIGKILL%n", took.toMillis());
        assertThat(took).isLessThan(LEASE.plus(CALL_DEADLINE));
        endsWell(replicas.holder());
    }

    @Test
    void a_holder_that_goes_on_after_another_one_has_taken_over_writes_and_calls_nothing() throws Exception {
        prepare(3);
        replicas.start();
        send();
        awaitBacklog();

        var old = replicas.holder();
        var before = replicas.fence();
        old.freeze();
        var took = replicas.handover(before);
        var lost = Instant.now();
        awaitBacklog();
        old.thaw();
        var fence = replicas.fence();
        await().atMost(LONGEST).until(old::ready);
        awaitBacklog();

        System.out.printf("ReplicasIT: taken over %d ms after SIGSTOP%n", took.toMillis());
        assertThat(took).isLessThan(LEASE.plus(CALL_DEADLINE));
        assertThat(callsOf(old))
                .as("calls that began after it had lost the account")
                .allMatch(began -> began.isBefore(lost));
        endsWell(old);
        assertThat(replicas.fence()).as("nobody has taken the account again").isEqualTo(fence);
    }

    @Test
    void clocks_twelve_minutes_apart_change_nothing() throws Exception {
        if (!"true".equals(System.getenv("CI"))) {
            assumeThat(WrongClock.library()).as("faketime is installed").isPresent();
        }
        prepare(2);
        var early = replicas.get(0);
        var late = replicas.get(1);
        WrongClock.of(early, "+360");
        WrongClock.of(late, "-360");
        syncsEveryFiveMinutes();
        early.start();
        assertThat(replicas.holder()).isSameAs(early);
        late.start();
        assertThat(wrong(early)).isBetween(Duration.ofSeconds(300), Duration.ofSeconds(420));
        assertThat(wrong(late)).isBetween(Duration.ofSeconds(-420), Duration.ofSeconds(-300));
        send();
        await().atMost(LONGEST).until(() -> syncs() == 1);
        awaitBacklog();

        // What is due by the one's clock is not by the other's: the account's next probe, the end of the lease.
        sandbox.remove("/sandbox/faults");
        sandbox.fault("{\"match\": {\"path\": \"rowset\"}, \"times\": 3, \"status\": 503, \"body\": {}}");
        await().atMost(LONGEST).until(() -> logged(early, "account.paused account=sfmc-main"));
        var before = replicas.fence();
        early.kill9();
        var took = replicas.handover(before);
        assertThat(took).isLessThan(LEASE.plus(CALL_DEADLINE));
        assertThat(replicas.holder()).isSameAs(late);
        var fence = replicas.fence();
        early.start();
        awaitBacklog();

        System.out.printf("ReplicasIT: taken over %d ms after SIGKILL by the other clock%n", took.toMillis());
        endsWell(early);
        assertThat(replicas.fence())
                .as("the lease was not over by the other clock")
                .isEqualTo(fence);
        assertThat(syncs()).as("the sync was not due again").isEqualTo(1);
    }

    private void send() {
        traffic.start();
        watch.scheduleWithFixedDelay(() -> traffic.behind(unsettled() >= BACKLOG), 0, 20, TimeUnit.MILLISECONDS);
        watch.scheduleWithFixedDelay(traffic::abandonCart, 0, 200, TimeUnit.MILLISECONDS);
    }

    private long unsettled() {
        return traffic.orders() - arrived.orderRows();
    }

    /** Enough for a second of calls at least, while some are being made. */
    private void awaitBacklog() {
        var calls = arrived.calls();
        await().atMost(LONGEST).until(() -> arrived.calls() > calls + PACE && unsettled() > BACKLOG / 2);
    }

    /** @param witness any that runs */
    private void endsWell(GatewayProcess witness) throws Exception {
        traffic.stop();
        watch.shutdownNow();
        await().atMost(LONGEST).until(() -> unsettled() <= 0);
        witness.awaitDrained(LONGEST);
        var reckoning = new Reckoning(ledger.read(), arrived, witness.metrics());
        System.out.println("ReplicasIT: " + reckoning.summary());
        assertThat(traffic.answers().keySet()).isSubsetOf("200", "503 with Retry-After");
        reckoning.check();
        assertThat(arrived.stats().get("worstSecondWithTokens").asInt()).isLessThanOrEqualTo(WORST_SECOND);
    }

    private void syncsEveryFiveMinutes() throws IOException {
        replicas.with("SLUICE_SYNC_EVERY", "5m").with("SLUICE_SYNC_COLLECTIONS", "lists");
        for (var number = 0; number < replicas.all().size(); number++) {
            var route = directory.resolve("gateway-" + number + "/routes/sync.camel.yaml");
            var text = Files.readString(route);
            assertThat(text).contains("delay: 5000, period: 60000");
            Files.writeString(route, text.replace("delay: 5000, period: 60000", "delay: 500, period: 1000"));
        }
    }

    /** Runs that have copied something. */
    private long syncs() throws SQLException {
        try (var connection = server.connect();
                var statement = connection.createStatement();
                var there = statement.executeQuery("SELECT to_regclass('sfmc_prod._sync_runs') IS NOT NULL")) {
            there.next();
            if (!there.getBoolean(1)) {
                return 0;
            }
            try (var runs = statement.executeQuery(
                    "SELECT count(DISTINCT run_id) FROM sfmc_prod._sync_runs WHERE status = 'success'")) {
                runs.next();
                return runs.getLong(1);
            }
        }
    }

    /** By how much the clock of its log is before ours, when it has just become ready: it answers before its log says so. */
    private static Duration wrong(GatewayProcess gateway) {
        var ready = Pattern.compile("\"timestamp\":\"([^\"]+)\".*gateway\\.ready");
        var line = await().atMost(LONGEST)
                .until(
                        () -> ready.matcher(Files.readString(gateway.log()))
                                .results()
                                .findFirst(),
                        Optional::isPresent);
        return Duration.between(
                OffsetDateTime.now(), OffsetDateTime.parse(line.orElseThrow().group(1)));
    }

    /** When each of its calls began: the log has them when their answer is there, or none was to be had. */
    private static List<Instant> callsOf(GatewayProcess gateway) throws IOException {
        var calls = Pattern.compile("\"timestamp\":\"([^\"]+)\".*\"call account=sfmc-main .* took=(\\d+)ms")
                .matcher(Files.readString(gateway.log()))
                .results()
                .map(call -> OffsetDateTime.parse(call.group(1)).toInstant().minusMillis(Long.parseLong(call.group(2))))
                .toList();
        assertThat(calls).isNotEmpty();
        return calls;
    }

    private static boolean logged(GatewayProcess gateway, String words) throws IOException {
        return Files.readString(gateway.log()).contains(words);
    }
}
