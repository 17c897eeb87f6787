package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.sandbox.SandboxProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The gateway is killed again and again while clients send: nothing that it acknowledged may be lost, or out of order. */
abstract class KillContract {
    private static final int KILLS = Integer.getInteger("sluice.test.kills", 8);
    private static final long SEED = Long.getLong("sluice.test.seed", System.nanoTime());
    private static final int LEAST_UNSETTLED = 500;
    /** So much more than the least that the few seconds of a life do not use it up: a thousand rows a second. */
    private static final int ENOUGH_UNSETTLED = 4_000;

    private static final int SENDERS = 3;
    private static final int PACE = 20;

    private final Random random = new Random(SEED);
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private SandboxProcess sandbox;
    private Arrived arrived;
    private GatewayProcess gateway;
    private Ledger ledger;
    private Traffic traffic;
    private SegmentShop segment;
    private int livesWithCalls;

    /** Where the store is, as environment variables. */
    abstract Map<String, String> store() throws Exception;

    @BeforeEach
    void prepare() throws Exception {
        sandbox = SandboxProcess.start("--rate", Integer.toString(Reckoning.worstSecond(PACE)), "--history", "1000000");
        arrived = new Arrived(sandbox);
        var home = Files.createDirectory(directory.resolve("gateway"));
        // By calls: jobs would have delivered the backlog before the first kill. JobKillIT has those.
        gateway = GatewayProcess.in(home, sandbox, store()).withoutContacts().with("SLUICE_SFMC_ASYNC_ROWS", "off");
        ledger = new Ledger(directory.resolve("ledger"));
        traffic = new Traffic(gateway.url(), ledger, SENDERS);
        segment = new SegmentShop(gateway.url(), traffic);
    }

    @AfterEach
    void end() throws Exception {
        watch.shutdownNow();
        segment.close();
        ledger.close();
        gateway.close();
        sandbox.close();
    }

    @Test
    void kills_lose_nothing_that_was_acknowledged_and_keep_order_and_pace() throws Exception {
        System.out.printf("%d kills with -Dsluice.test.seed=%d%n", KILLS, SEED);
        gateway.start();
        traffic.start();
        segment.start();
        watch.scheduleWithFixedDelay(
                () -> traffic.behind(unsettled() >= ENOUGH_UNSETTLED), 0, 20, TimeUnit.MILLISECONDS);
        for (var kill = 0; kill < KILLS; kill++) {
            traffic.abandonCart();
            killAtARandomMoment(kill % 2 == 1);
            gateway.start();
        }
        traffic.stop();
        segment.close();
        await().atMost(Duration.ofSeconds(180)).until(() -> unsettled() <= 0);
        gateway.awaitDrained(Duration.ofSeconds(120));
        var metrics = gateway.metrics();
        gateway.term();
        assertThat(gateway.exitCode(Duration.ofSeconds(30))).isZero();

        var reckoning = new Reckoning(ledger.read(), arrived, metrics);
        System.out.printf(
                "%s: %d kills, in %d of the lives calls were made, %d requests broken off, %d by Segment's client;"
                        + " %s%n",
                getClass().getSimpleName(),
                KILLS,
                livesWithCalls,
                traffic.brokenOff().size(),
                segment.acknowledged(),
                reckoning.summary());
        assertThat(segment.acknowledged()).isPositive();
        assertThat(livesWithCalls).isGreaterThanOrEqualTo(KILLS / 2);
        assertThat(traffic.answers().keySet()).isSubsetOf("200", "503 with Retry-After");
        reckoning.check();
        reckoning.checkPace(PACE);
    }

    /** @param delivering not before it has made calls; on PostgreSQL it must first wait for the dead one's lease to end */
    private void killAtARandomMoment(boolean delivering) {
        var calls = arrived.calls();
        await().pollDelay(Duration.ofMillis(100 + random.nextInt(2_900)))
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(180))
                .until(() -> (!delivering || arrived.calls() > calls) && killed());
        livesWithCalls += arrived.calls() > calls ? 1 : 0;
    }

    /** Kills it if this is a moment at which enough is unsettled and requests are open. */
    private boolean killed() throws InterruptedException {
        if (unsettled() < LEAST_UNSETTLED || traffic.open() == 0) {
            return false;
        }
        var acknowledged = traffic.orders();
        gateway.kill9();
        assertThat(acknowledged - arrived.orderRows())
                .as("orders that were acknowledged before the kill, and had no row after it")
                .isGreaterThanOrEqualTo(LEAST_UNSETTLED);
        return true;
    }

    private long unsettled() {
        return traffic.orders() - arrived.orderRows();
    }
}
