package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is wrong with the account or the target refuses nothing, however long it lasts; what is wrong with a row does. */
class OutageTest extends LaneTestBase {
    /** Two targets each, so that every event of a lane asks for two calls. */
    private static ScriptedFlow flow(String lane) {
        return new ScriptedFlow(
                lane,
                Set.of(lane + "1", lane + "2"),
                event -> List.of(
                        wanted(lane + "1", "1|" + event.messageId()), wanted(lane + "2", "2|" + event.messageId())));
    }

    @Test
    void an_outage_of_100_hours_loses_and_refuses_nothing_and_makes_one_call_at_a_time() throws Exception {
        var lanes = List.of(lane(flow("a")), lane(flow("b")));
        accept(events("before", 50));
        for (var call : calls(lanes).entrySet()) {
            unavailable(call.getValue(), call.getKey());
        }

        var probes = 0;
        for (var minutes = 0; minutes < 100 * 60; minutes += 10) {
            clock.advance(Duration.ofMinutes(10));
            if (minutes % 600 == 0) {
                accept(events("during-" + minutes, 5));
            }
            var calls = calls(lanes);
            assertThat(calls).as("calls at a time").hasSizeLessThanOrEqualTo(1);
            probes += calls.size();
            for (var call : calls.entrySet()) {
                unavailable(call.getValue(), call.getKey());
            }
        }
        assertThat(probes).as("it was probed all the time").isEqualTo(600);
        assertThat(counted("refused")).isZero();
        assertThat(counted("delivered")).isZero();

        clock.advance(Duration.ofMinutes(1));
        deliverAll(lanes);
        assertThat(counted("delivered")).isEqualTo(4 * (50 + 10 * 5));
        assertThat(Conservation.differences(store.totals()).values()).containsOnly(0L);
    }

    /** What both lanes have under way before anything of it is answered. */
    private Map<List<Delivery>, Lane> calls(List<Lane> lanes) throws Exception {
        var calls = new HashMap<List<Delivery>, Lane>();
        for (var lane : lanes) {
            batches(leftOf(lane)).forEach(batch -> calls.put(batch, lane));
        }
        return calls;
    }

    private void deliverAll(List<Lane> lanes) throws Exception {
        var done = false;
        while (!done) {
            var calls = calls(lanes);
            for (var call : calls.entrySet()) {
                settle(call.getValue(), call.getKey(), new Outcome.Delivered());
            }
            done = calls.isEmpty() && store.totals().open().isEmpty();
        }
    }

    @Test
    void a_target_that_is_missing_pauses_its_lane_only() throws Exception {
        var broken = lane(flow("a"));
        var sound = lane(flow("b"));
        accept(events("e", 5));
        var failure = new Failure(Failure.Owner.TARGET, Reason.TARGET_UNKNOWN, Optional.empty(), "");
        for (var batch : batches(next(broken))) {
            settle(broken, batch, new Outcome.Held(Reason.TARGET_UNKNOWN), Optional.of(failure));
        }

        assertThat(leftOf(broken)).isEmpty();
        assertThat(next(sound)).isNotEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(batches(leftOf(broken))).hasSize(1);
    }

    @Test
    void a_pause_outlives_a_restart() throws Exception {
        var lane = lane(flow("a"));
        accept(events("e", 1));
        var failure = new Failure(Failure.Owner.ACCOUNT, Reason.BLOCKED, Optional.of(Duration.ofMinutes(5)), "blocked");
        for (var batch : batches(next(lane))) {
            settle(lane, batch, new Outcome.Held(Reason.BLOCKED), Optional.of(failure));
        }

        assertThat(store.pause(ModelFlow.ACCOUNT).map(Store.Pause::reason)).contains(Reason.BLOCKED);
        var restarted = new AccountState(ModelFlow.ACCOUNT, () -> 0);
        restarted.held(1, 0, Duration.ofDays(1), store.pause(ModelFlow.ACCOUNT));
        assertThat(restarted.permit(store.now())).isEqualTo(Pause.Permit.NONE);
        assertThat(restarted.permit(store.now() + 300_000)).isEqualTo(Pause.Permit.PROBE);
        assertThat(restarted.leftAlone(store.now())).contains(Reason.BLOCKED);
        assertThat(restarted.leftAlone(store.now() + 300_000))
                .as("it may be tried")
                .isEmpty();
    }

    @Test
    void a_probe_that_is_abandoned_is_made_again() throws Exception {
        var lane = lane(flow("a"));
        accept(events("e", 1));
        for (var batch : batches(next(lane))) {
            unavailable(lane, batch);
        }
        clock.advance(Duration.ofMinutes(1));
        get(lane.abandon(next(lane), new IllegalStateException("a bug of ours")));

        assertThat(account.pausedFor()).as("nobody has answered").contains(Reason.UNAVAILABLE);
        assertThat(next(lane)).as("another one is made").isNotEmpty();
    }

    @Test
    void a_row_that_is_refused_without_a_call_says_nothing_about_the_account() throws Exception {
        var lane = lane(flow("a"));
        accept(events("e", 2));
        for (var batch : batches(next(lane))) {
            unavailable(lane, batch);
        }
        clock.advance(Duration.ofMinutes(1));
        var first = next(lane);
        settleWithoutCall(lane, first, new Outcome.Refused(Reason.TOO_LONG, ""));

        assertThat(counted("refused")).isEqualTo(first.size());
        assertThat(account.pausedFor()).as("nobody was asked").contains(Reason.UNAVAILABLE);
        var probe = next(lane);
        assertThat(probe).as("another one is made").isNotEmpty();
        settle(lane, probe, new Outcome.Delivered());
        assertThat(account.pausedFor()).isEmpty();
    }

    @Test
    void a_row_that_fails_for_72_hours_of_trying_is_refused_with_its_last_reason_and_pauses_do_not_count()
            throws Exception {
        var lane = lane(ScriptedFlow.of("lane", event -> wanted("m", "a")));
        accept(events("e", 1));
        var start = clock.instant();
        var pauses = Duration.ZERO;
        var attempts = new ArrayList<Integer>();
        while (counted("refused") == 0) {
            var batch = leftOf(lane);
            if (batch.isEmpty()) {
                clock.advance(Duration.ofMinutes(3));
            } else if (attempts.size() == 100 && pauses.isZero()) {
                unavailable(lane, batch);
                pauses = Duration.ofHours(100);
                clock.advance(pauses);
            } else {
                attempts.add(batch.get(0).attempts());
                settle(lane, batch, new Outcome.Parked(Reason.ROW_FAILED, "still busy"));
            }
        }

        var tried = Duration.between(start, clock.instant()).minus(pauses);
        assertThat(tried).isBetween(Duration.ofHours(71), Duration.ofHours(90));
        assertThat(attempts).as("each attempt counts, a pause does not").doesNotHaveDuplicates();
        assertThat(new HashSet<>(attempts)).hasSizeGreaterThan(288);
        assertThat(store.rowsInState("lane", DeliveryRow.State.REFUSED))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.reason()).contains(Reason.RETRIES_USED_UP);
                    assertThat(row.detail()).isEqualTo("last: row_failed still busy");
                });
    }
}
