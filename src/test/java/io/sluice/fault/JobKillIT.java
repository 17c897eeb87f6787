package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.sandbox.SandboxProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The gateway is killed while its jobs are outstanding: they are asked about again, and nothing is submitted twice. */
class JobKillIT {
    private static final int ORDERS = 3_000;
    private static final int BATCH = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private SandboxProcess sandbox;
    private GatewayProcess gateway;
    private Sender sender;

    /** Jobs take so long that the gateway is surely killed while they are outstanding. */
    @BeforeEach
    void start() throws Exception {
        sandbox = SandboxProcess.start(
                "--rate",
                Integer.toString(Reckoning.worstSecond(20)),
                "--job-delay",
                "12000",
                "--deadlock",
                "order.c.17");
        gateway = GatewayProcess.in(directory, sandbox, Map.of("SLUICE_STORE_URL", "jdbc:sqlite:data/sluice.db"))
                .withoutContacts()
                .start();
        sender = new Sender(gateway.url());
    }

    @AfterEach
    void end() {
        gateway.close();
        sandbox.close();
    }

    @Test
    void jobs_outlive_the_process_that_submitted_them() throws Exception {
        var expected = new HashMap<String, Long>();
        sendMany(0, expected);
        // A job that was taken a moment ago may not be on disk: its rows would rightly be sent again.
        await().atMost(PATIENCE).until(() -> open("submitted") > 0 && open("submitted") == rows(jobs()));
        var before = jobs();

        gateway.kill9();
        sandbox.fault("{\"match\":{\"method\":\"GET\",\"path\":\"/status$\"},\"times\":2,\"status\":502}");
        sandbox.fault("{\"match\":{\"method\":\"PUT\",\"path\":\"/async/\"},\"times\":1,\"status\":503}");
        gateway.start();
        sendMany(ORDERS, expected);
        gateway.awaitDrained(PATIENCE);

        assertThat(table()).isEqualTo(expected);
        assertThat(before).as("jobs").isNotEmpty();
        assertThat(rowsSubmittedOnce(before)).isTrue();
        assertThat(gateway.metrics().named("sluice_conservation_difference"))
                .isNotEmpty()
                .allMatch(sample -> sample.value() == 0);
        assertThat(sandbox.look("/sandbox/stats").get("rateViolations").asLong())
                .isZero();
    }

    private void sendMany(int first, Map<String, Long> expected) throws Exception {
        for (var i = first; i < first + ORDERS; i += BATCH) {
            send(i, expected);
        }
    }

    private void send(int first, Map<String, Long> expected) throws Exception {
        var orders = new ArrayList<Sent>();
        for (var i = first; i < first + BATCH; i++) {
            var order = new Sent(Sent.Kind.ORDER, "c", i);
            orders.add(order);
            expected.put(order.messageId(), (long) i);
        }
        assertThat(sender.send(orders).statusCode()).isEqualTo(200);
    }

    private double open(String state) {
        return gateway.metrics().sum("sluice_deliveries_open", Map.of("state", state));
    }

    /** The requests that submitted a job which was taken. */
    private List<JsonNode> jobs() {
        var jobs = new ArrayList<JsonNode>();
        sandbox.look("/sandbox/requests?method=PUT&path=/async/").forEach(request -> {
            if (request.get("status").asInt() == 202) {
                jobs.add(request);
            }
        });
        return jobs;
    }

    private static double rows(List<JsonNode> jobs) {
        return jobs.stream().mapToInt(job -> job.get("rows").asInt()).sum();
    }

    /** What those jobs had written was not written by another call. */
    private boolean rowsSubmittedOnce(List<JsonNode> before) {
        var first = before.stream().map(job -> job.get("number").asLong()).toList();
        var changes = new HashMap<String, List<Long>>();
        sandbox.look("/sandbox/rows/order-completed").get("history").forEach(change -> changes.computeIfAbsent(
                        change.get("key").asText(), key -> new ArrayList<>())
                .add(change.get("call").asLong()));
        return changes.values().stream()
                .filter(calls -> first.contains(calls.get(0)))
                .allMatch(calls -> calls.size() == 1);
    }

    private Map<String, Long> table() {
        var table = new HashMap<String, Long>();
        sandbox.look("/sandbox/rows/order-completed")
                .get("rows")
                .forEach(row ->
                        table.put(row.get("Order Id").asText(), row.get("Total").asLong()));
        return table;
    }
}
