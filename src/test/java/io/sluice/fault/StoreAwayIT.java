package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.fault.Sent.Kind;
import io.sluice.sandbox.SandboxProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is stopped under a running gateway, and comes back. */
class StoreAwayIT {
    private final AtomicLong number = new AtomicLong();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private PostgresServer server;
    private SandboxProcess sandbox;
    private GatewayProcess gateway;
    private Ledger ledger;
    private Traffic traffic;

    @BeforeEach
    void prepare() throws Exception {
        server = PostgresServer.start(directory.resolve("postgres"));
        sandbox = SandboxProcess.start();
        var home = Files.createDirectory(directory.resolve("gateway"));
        gateway = GatewayProcess.in(home, sandbox, server.settings()).withoutContacts();
        ledger = new Ledger(directory.resolve("ledger"));
        traffic = new Traffic(gateway.url(), ledger, 2);
    }

    @AfterEach
    void end() throws Exception {
        ledger.close();
        gateway.close();
        sandbox.close();
        server.close();
    }

    @Test
    void a_store_that_is_away_is_503_with_retry_after_and_all_goes_on_when_it_is_back() throws Exception {
        gateway.start();
        var arrived = new Arrived(sandbox);
        var sender = new Sender(gateway.url());
        traffic.start();
        traffic.abandonCart();
        await().atMost(Duration.ofSeconds(60)).until(() -> arrived.orderRows() > 500);
        traffic.behind(true);
        // A journey waits for the rows before it, for a minute at the most.
        await().atMost(Duration.ofSeconds(90)).until(() -> !arrived.carts().isEmpty());

        server.stop();
        for (var i = 0; i < 20; i++) {
            var answer = sender.send(event());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> !gateway.ready());

        server.startAgain();
        await().atMost(Duration.ofSeconds(60)).until(gateway::ready);
        assertThat(sender.send(event()).statusCode()).isEqualTo(200);
        traffic.stop();
        gateway.awaitDrained(Duration.ofSeconds(180));
        assertThat(traffic.answers().keySet()).isSubsetOf("200", "503 with Retry-After");
        var reckoning = new Reckoning(ledger.read(), arrived, gateway.metrics());
        System.out.printf("StoreAwayIT: %s, answers %s%n", reckoning.summary(), traffic.answers());
        reckoning.check();
        gateway.term();
        assertThat(gateway.exitCode(Duration.ofSeconds(30))).isZero();
    }

    private Sent event() {
        return new Sent(Kind.PAGE, "visitor", number.incrementAndGet());
    }
}
