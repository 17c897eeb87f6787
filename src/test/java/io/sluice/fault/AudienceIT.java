package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sluice.fault.Audience.Member;
import io.sluice.sandbox.SandboxProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audience of 100,000 enters, and 3,000 of them leave while it does: the table says at the end who is in it. */
class AudienceIT {
    private static final long SEED = Long.getLong("sluice.test.seed", System.nanoTime());
    private static final int USERS = 100_000;
    private static final int LEAVING = 3_000;
    private static final int SENDERS = 2;
    private static final int BATCH = 1_000;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    @Test
    void an_audience_and_computed_traits_arrive_as_they_were_at_last() throws Exception {
        System.out.println("AudienceIT with -Dsluice.test.seed=" + SEED);
        try (var sandbox = SandboxProcess.start("--rate", "0", "--history", "0");
                var gateway = gateway(sandbox)) {
            gateway.start();
            var shares = sent(gateway);
            gateway.awaitDrained(LONGEST);

            var expected = new HashMap<String, Member>();
            shares.forEach(share -> expected.putAll(share.members()));
            assertThat(expected).hasSize(USERS);
            assertThat(expected.values()).filteredOn(member -> !member.active()).hasSize(LEAVING);
            assertThat(differences(expected, table(sandbox))).isEmpty();
            accountsForEach(shares.stream().mapToLong(Audience::events).sum(), gateway);
        }
    }

    /** Without the call that each contact costs, and faster than an account is. */
    private GatewayProcess gateway(SandboxProcess sandbox) throws IOException {
        return GatewayProcess.in(directory, sandbox, Map.of("SLUICE_STORE_URL", "jdbc:sqlite:data/sluice.db"))
                .withoutContacts()
                .with("SLUICE_SFMC_REQUESTS_PER_SECOND", "1000");
    }

    /** Each sender has users of its own, and sends the next batch when the one before has been accepted. */
    private static List<Audience> sent(GatewayProcess gateway) throws Exception {
        var senders = Executors.newFixedThreadPool(SENDERS);
        try {
            var random = new Random(SEED);
            var shares = IntStream.range(0, SENDERS)
                    .mapToObj(i -> new Audience(
                            "s" + i + "-", USERS / SENDERS, LEAVING / SENDERS, new Random(random.nextLong())))
                    .toList();
            var all = shares.stream()
                    .<Callable<Void>>map(share -> () -> send(share, new Sender(gateway.url())))
                    .toList();
            for (var done : senders.invokeAll(all)) {
                done.get();
            }
            return shares;
        } finally {
            senders.shutdownNow();
        }
    }

    private static Void send(Audience share, Sender sender) {
        while (!share.complete()) {
            var batch = share.next(BATCH);
            await().atMost(LONGEST).pollDelay(Duration.ZERO).until(() -> accepted(batch, sender));
        }
        return null;
    }

    private static boolean accepted(ArrayNode batch, Sender sender) throws IOException, InterruptedException {
        var answer = sender.send(batch);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
        return answer.statusCode() == 200;
    }

    private static Map<String, Member> table(SandboxProcess sandbox) {
        var table = new HashMap<String, Member>();
        sandbox.look("/sandbox/rows/identify")
                .get("rows")
                .forEach(row -> table.put(row.get("Contact Key").textValue(), member(row)));
        return table;
    }

    private static Member member(JsonNode row) {
        var value = row.path("Lifetime Value");
        assertThat(row.get("Active Users").isBoolean()).as(row.toString()).isTrue();
        return new Member(
                row.get("Active Users").booleanValue(),
                value.isNumber() ? Optional.of(value.decimalValue()) : Optional.empty());
    }

    /** By user, the first few. */
    private static Map<String, List<Member>> differences(Map<String, Member> expected, Map<String, Member> table) {
        var differences = new HashMap<String, List<Member>>();
        assertThat(table).hasSameSizeAs(expected);
        expected.forEach((user, member) -> {
            if (!member.equals(table.get(user)) && differences.size() < 10) {
                differences.put(user, List.of(member, table.get(user)));
            }
        });
        return differences;
    }

    private static void accountsForEach(long events, GatewayProcess gateway) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var metrics = gateway.metrics();
            var contacts = Map.of("mapping", "contacts");
            assertThat(metrics.sum("sluice_deliveries_passed", contacts)).isEqualTo(events);
            assertThat(metrics.sum("sluice_deliveries_final", contacts)).isEqualTo(events);
            assertThat(metrics.sum("sluice_conservation_difference", Map.of())).isZero();
            assertThat(metrics.sum("sluice_deliveries_final", Map.of("mapping", "contacts", "outcome", "refused")))
                    .isZero();
        });
    }
}
