package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.delivery.Action;
import io.sluice.delivery.Batches;
import io.sluice.delivery.Deliveries;
import io.sluice.delivery.Inquiry;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Target;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shipped door as the receiver sees it, when flows have more to send than the pace allows. */
class FairnessTest {
    /** What a flow may have waiting. */
    private static final int CALLS_OF_A_FLOW = 32;

    private final FakeSfmc sfmc = new FakeSfmc();
    private final SfmcAccounts accounts = AccountConfig.standIn(sfmc, 50);
    private final Door door = new Door(accounts);
    private final Action upsert = new SfmcUpsertRows(accounts, target -> Inquiry.NONE);
    private final Batches batches = new Batches(List.of(upsert), Clock.systemUTC());
    private final ExecutorService flows = Executors.newCachedThreadPool();
    private final AtomicBoolean backlog = new AtomicBoolean(true);

    @AfterEach
    void close() throws Exception {
        backlog.set(false);
        flows.shutdown();
        door.close();
        sfmc.close();
    }

    @Test
    void an_event_of_another_flow_goes_before_what_a_backlog_has_waiting() {
        backlogOf("heavy", 100);
        await().atMost(Duration.ofSeconds(30)).until(() -> calls("heavy") > 20);

        var before = calls("heavy");
        send("idle", 1);

        assertThat(calls("idle")).isEqualTo(1);
        assertThat(calls("heavy") - before)
                .as("calls of the backlog while the event waited, of %s that were there first", CALLS_OF_A_FLOW)
                .isLessThanOrEqualTo(10);
    }

    @Test
    void flows_with_a_backlog_share_the_pace_by_weight() {
        backlogOf("heavy", 3);
        backlogOf("light", 1);
        await().atMost(Duration.ofSeconds(30)).until(() -> calls("light") > 4);
        var heavyBefore = calls("heavy");
        var lightBefore = calls("light");
        await().atMost(Duration.ofSeconds(60)).until(() -> calls("light") - lightBefore >= 30);

        assertThat((calls("heavy") - heavyBefore) / (double) (calls("light") - lightBefore))
                .isBetween(2.5, 3.5);
    }

    private void backlogOf(String flow, int weight) {
        for (var i = 0; i < CALLS_OF_A_FLOW; i++) {
            flows.execute(() -> {
                while (backlog.get()) {
                    send(flow, weight);
                }
            });
        }
    }

    private void send(String flow, int weight) {
        var target = new Target("main", "dataExtension", flow);
        var batch = batches.open(List.of(new Deliveries(upsert, target).next("ann", "Name", "x")));
        assertThat(door.send(batch, flow, weight).settled().get(0).outcome()).isEqualTo(new Outcome.Delivered());
    }

    private long calls(String flow) {
        return sfmc.calls().stream()
                .filter(call -> call.path().contains("key:" + flow + "/"))
                .count();
    }
}
