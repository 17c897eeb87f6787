package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Flows;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/** One lane as commands see it, and its deliveries. */
abstract class CommandTestBase extends LaneTestBase {
    static final Outcome DELIVERED = new Outcome.Delivered();
    static final Outcome REFUSED = new Outcome.Refused(Reason.ROW_REJECTED, "no");

    final ModelFlow flow = new ModelFlow("lane", List.of());
    Lane lane;

    @BeforeEach
    void openLane() throws Exception {
        lane = lane(flow);
    }

    /** As the gateway that holds the account does it. */
    String carriedOut(Errand errand) throws Exception {
        var id = get(store.clean(
                tx -> ErrandSql.insert(tx.sql(), ModelFlow.ACCOUNT, Optional.of("lane"), errand, tx.now())));
        var row = store.reads().read(sql -> ErrandSql.one(sql, id));
        var work = new ErrandWork(store, new Replays(store, List.of(flow), ModelFlow::repeatable));
        assertThat(Lanes.whileStanding(
                        List.of(lane),
                        false,
                        Duration.ofSeconds(30),
                        () -> work.carryOut(row, account.fence().orElseThrow())))
                .isTrue();
        return store.reads().read(sql -> ErrandSql.one(sql, id)).answer();
    }

    CommandStore commands() {
        return new CommandStore(store, flows(flow), ModelFlow::repeatable);
    }

    static Flows flows(Flow... some) {
        return new Flows() {
            @Override
            public Collection<Flow> flows() {
                return List.of(some);
            }

            @Override
            public boolean on(Flow one) {
                return true;
            }
        };
    }

    static Selection selection(DeliveryState... states) {
        return new Selection(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(states),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Selection ofMessage(String messageId) {
        return new Selection(
                Optional.of(messageId),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(DeliveryState.values()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    void replay(Selection selection, String... again) throws Exception {
        carriedOut(new Errand.Replay(selection, Set.of(again)));
    }

    void acceptRow(String messageId, String key, int n) throws Exception {
        accept(List.of(ModelFlow.event(messageId, "row", key, n, clock.instant())));
    }

    /** One after the other, each with this outcome. */
    void deliver(Outcome outcome) throws Exception {
        for (var batch : batches(next(lane))) {
            settle(lane, batch, outcome);
        }
    }

    static List<String> handed(Collection<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::messageId).toList();
    }

    void nothingIsLost() {
        assertThat(Conservation.differences(store.totals()).values()).allMatch(difference -> difference == 0);
    }

    List<String> told(Selection selection) {
        return commands().deliveries(selection, 100).stream()
                .map(trace -> trace.messageId() + " " + trace.mapping() + " "
                        + trace.state().word() + " " + trace.reason())
                .map(String::strip)
                .toList();
    }
}
