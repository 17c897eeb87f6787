package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.fault.Sent.Kind;
import io.sluice.sandbox.SandboxProcess;
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

/** SIGTERM while everything is busy; and a second process that wants the same file. */
class StopIT {
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int SENDERS = 3;
    /** A call each, at 20 a second: more than can be made within the grace period. */
    private static final int CONTACTS = 700;

    private static final int CARTS = 200;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private SandboxProcess sandbox;
    private Arrived arrived;
    private GatewayProcess gateway;
    private Ledger ledger;
    private Traffic traffic;

    @BeforeEach
    void prepare() throws Exception {
        sandbox = SandboxProcess.start("--rate", "0", "--history", "1000000");
        arrived = new Arrived(sandbox);
        gateway = gateway("gateway");
        ledger = new Ledger(directory.resolve("ledger"));
        traffic = new Traffic(gateway.url(), ledger, SENDERS);
    }

    private GatewayProcess gateway(String name) throws Exception {
        var store = Map.of("SLUICE_STORE_URL", "jdbc:sqlite:" + directory.resolve("sluice.db"));
        return GatewayProcess.in(Files.createDirectory(directory.resolve(name)), sandbox, store);
    }

    @AfterEach
    void end() throws Exception {
        ledger.close();
        gateway.close();
        sandbox.close();
    }

    @Test
    void a_stop_under_load_answers_what_came_in_and_gives_back_what_is_under_way() throws Exception {
        sandbox.fault("{\"delayMillis\": 100}");
        gateway.start();
        sendOnce(Kind.CART, CARTS); // first, since they wait for the contacts before them
        sendOnce(Kind.IDENTIFY, CONTACTS);
        traffic.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> traffic.orders() > 1_000);
        // What is sent from here on costs few calls, so that it can be drained however long the carts take.
        traffic.behind(true);
        // A journey waits for the rows before it, for a minute at the most.
        await().atMost(Duration.ofSeconds(120)).until(() -> arrived.carts().size() > 5);

        var term = System.nanoTime();
        gateway.term();
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !gateway.ready());
        assertThat(gateway.exitCode(GRACE)).isZero();
        // Those that come while the port is being closed find it open, but nobody behind it.
        assertThat(traffic.brokenOff())
                .as("when requests were opened that got no answer")
                .allMatch(opened -> opened - term > 0);
        assertThat(arrived.carts()).hasSizeLessThan(CARTS);

        gateway.with("SLUICE_SFMC_REQUESTS_PER_SECOND", "500").start();
        traffic.stop();
        assertThat(traffic.answers().keySet()).isSubsetOf("200", "503 with Retry-After");
        gateway.awaitDrained(Duration.ofSeconds(180));
        var reckoning = new Reckoning(ledger.read(), arrived, gateway.metrics());
        System.out.printf("StopIT: %s, answers %s%n", reckoning.summary(), traffic.answers());
        reckoning.check();
        assertThat(arrived.carts()).hasSize(CARTS).doesNotHaveDuplicates();
    }

    /** In batches; each event of a user of its own. */
    private void sendOnce(Kind kind, int count) throws Exception {
        var sender = new Sender(gateway.url());
        for (var from = 0; from < count; from += 100) {
            List<Sent> events = LongStream.range(from, from + 100)
                    .mapToObj(n -> new Sent(kind, kind + "-" + n, n))
                    .toList();
            traffic.answered(sender.send(events), events);
        }
    }

    @Test
    void a_second_process_on_the_same_file_says_so_and_ends() throws Exception {
        gateway.start();
        try (var second = gateway("second").launch()) {
            assertThat(second.exitCode(Duration.ofSeconds(30))).isEqualTo(1);

            assertThat(Files.readAllLines(second.log()))
                    .filteredOn(line -> line.contains("ERROR") || line.contains("is in use by another process"))
                    .singleElement()
                    .asString()
                    .contains("is in use by another process (pid " + gateway.pid() + ")");
        }
        assertThat(gateway.ready()).isTrue();
    }
}
