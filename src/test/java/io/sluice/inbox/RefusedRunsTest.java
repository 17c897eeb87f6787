package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When every row is refused, the mapping stands still and keeps its rows, until one is accepted. */
class RefusedRunsTest extends LaneTestBase {
    private static final Outcome REJECTED = new Outcome.Refused(Reason.ROW_REJECTED, "No");
    private static final Outcome INVALID = new Outcome.Refused(Reason.VALUE_INVALID, "No");
    private static final Outcome DELIVERED = new Outcome.Delivered();
    private static final Outcome HELD = new Outcome.Held(Reason.ALL_REFUSED);

    private final RefusedRuns runs = new RefusedRuns(false);
    private int number;

    /** A batch of one mapping, each row of another key. */
    private RefusedRuns.Verdict comesBack(RefusedRuns of, Outcome... outcomes) {
        return of.judge(
                Stream.of(outcomes)
                        .map(outcome -> landing("m", "key" + number++, outcome))
                        .toList(),
                Optional.empty());
    }

    private static Landing landing(String mapping, String key, Outcome outcome) {
        var delivery = delivery(1, wanted(mapping, key));
        return new Landing(Flight.of(delivery, DeliveryRow.waiting(delivery, Optional.empty())), outcome);
    }

    private static List<Outcome> outcomes(RefusedRuns.Verdict verdict) {
        return verdict.landings().stream().map(Landing::outcome).toList();
    }

    @Test
    void the_third_batch_in_a_row_is_held_and_pauses_the_lane() {
        assertThat(outcomes(comesBack(runs, REJECTED, REJECTED))).containsOnly(REJECTED);
        assertThat(comesBack(runs, REJECTED).failure()).isEmpty();
        var third = comesBack(runs, REJECTED, REJECTED);

        assertThat(outcomes(third)).containsOnly(HELD);
        assertThat(third.failure())
                .contains(new Failure(
                        Failure.Owner.TARGET,
                        Reason.ALL_REFUSED,
                        Optional.empty(),
                        "m: every row of three batches in a row was refused as row_rejected"));
        assertThat(outcomes(comesBack(runs, REJECTED))).as("what was under way").containsOnly(HELD);
    }

    @Test
    void one_row_that_is_not_refused_breaks_the_row() {
        comesBack(runs, REJECTED);
        comesBack(runs, REJECTED);
        assertThat(comesBack(runs, REJECTED, DELIVERED, REJECTED).failure()).isEmpty();
        assertThat(comesBack(runs, REJECTED).failure()).isEmpty();
    }

    @Test
    void so_does_another_reason() {
        comesBack(runs, REJECTED);
        comesBack(runs, REJECTED);
        assertThat(comesBack(runs, INVALID).failure()).isEmpty();
        assertThat(comesBack(runs, INVALID, REJECTED).failure()).isEmpty();
        assertThat(comesBack(runs, INVALID).failure()).isEmpty();
    }

    @Test
    void a_key_that_is_refused_again_and_again_says_nothing_about_the_others() {
        for (var i = 0; i < 10; i++) {
            assertThat(runs.judge(List.of(landing("m", "ann", REJECTED)), Optional.empty())
                            .failure())
                    .isEmpty();
        }
    }

    @Test
    void nor_does_a_call_of_unknown_outcome_or_a_batch_that_failed() {
        var unknown = new Outcome.Refused(Reason.OUTCOME_UNKNOWN, "");
        var failure = new Failure(Failure.Owner.ACCOUNT, Reason.UNAVAILABLE, Optional.empty(), "");
        for (var i = 0; i < 5; i++) {
            assertThat(comesBack(runs, unknown).failure()).isEmpty();
            assertThat(runs.judge(List.of(landing("m", "key" + i, REJECTED)), Optional.of(failure))
                            .failure())
                    .contains(failure);
        }
        assertThat(comesBack(runs, REJECTED).failure()).isEmpty();
    }

    @Test
    void a_job_is_a_batch_for_each_of_its_keys() {
        var two = List.of(landing("m", "a", REJECTED), landing("m", "b", REJECTED), landing("m", "b", REJECTED));
        assertThat(runs.judgeJob(two).failure()).isEmpty();
        var third = runs.judge(List.of(landing("m", "c", REJECTED)), Optional.empty());
        assertThat(outcomes(third)).containsOnly(HELD);
    }

    @Test
    void rows_that_have_still_to_be_seen_say_nothing() {
        var unseen = landing("m", "b", new Outcome.Held(Reason.ROW_REJECTED));
        assertThat(runs.judgeJob(List.of(landing("m", "a", REJECTED), unseen, landing("m", "c", REJECTED)))
                        .failure())
                .isEmpty();
        assertThat(runs.judgeJob(List.of(landing("m", "d", REJECTED), unseen)).failure())
                .isPresent();
    }

    @Test
    void what_is_submitted_as_a_job_stays_so_while_its_mapping_stands_still() {
        var rows = List.of(landing("m", "a", REJECTED), landing("m", "b", REJECTED), landing("m", "c", REJECTED));
        assertThat(runs.judgeJob(rows).failure()).isPresent();

        var submitted = new Outcome.Submitted("job", 0);
        var next = runs.judge(List.of(landing("m", "d", submitted), landing("m", "e", REJECTED)), Optional.empty());
        assertThat(outcomes(next)).containsExactly(submitted, HELD);
        assertThat(next.failure()).isPresent();
    }

    @Test
    void mappings_are_judged_apart_but_stand_still_together() {
        for (var i = 0; i < 2; i++) {
            runs.judge(
                    List.of(landing("bad", "b" + i, REJECTED), landing("good", "g" + i, DELIVERED)), Optional.empty());
        }
        var third =
                runs.judge(List.of(landing("bad", "b", REJECTED), landing("good", "g", REJECTED)), Optional.empty());
        assertThat(outcomes(third)).containsExactly(HELD, REJECTED);

        var probe = runs.judge(List.of(landing("good", "g2", DELIVERED)), Optional.empty());
        assertThat(outcomes(probe)).containsExactly(DELIVERED);
        assertThat(probe.failure()).as("the other still stands").isPresent();
        assertThat(runs.judge(List.of(landing("bad", "b9", DELIVERED)), Optional.empty())
                        .failure())
                .isEmpty();
    }

    @Test
    void after_a_restart_one_such_batch_is_enough() {
        var again = new RefusedRuns(true);
        assertThat(outcomes(comesBack(again, REJECTED))).containsOnly(HELD);
        var mended = new RefusedRuns(true);
        comesBack(mended, DELIVERED);
        assertThat(comesBack(mended, REJECTED).failure()).isEmpty();
    }

    @Test
    void a_lane_whose_rows_are_all_refused_keeps_them_and_goes_on_when_one_is_accepted() throws Exception {
        var lane = lane(ScriptedFlow.of("lane", event -> wanted("m", event.messageId())));
        accept(events("bad", 35));
        for (var batch : allBatches(lane)) {
            settle(lane, batch, REJECTED);
        }
        assertThat(counted("refused")).as("the first two batches of ten").isEqualTo(20);
        assertThat(store.paused()).extracting(Paused::reason).containsExactly(Reason.ALL_REFUSED);
        assertThat(leftOf(lane)).isEmpty();

        accept(events("good", 3));
        clock.advance(Duration.ofMinutes(1));
        settle(lane, next(lane), REJECTED);
        assertThat(counted("refused")).as("a probe is held as well").isEqualTo(20);
        clock.advance(Duration.ofMinutes(1));
        var second = next(lane);
        assertThat(second).as("one at a time").hasSize(1);
        settle(lane, second, DELIVERED);

        assertThat(store.paused()).isEmpty();
        for (var batch = leftOf(lane); !batch.isEmpty(); batch = leftOf(lane)) {
            settle(lane, batch, DELIVERED);
        }
        assertThat(counted("delivered")).isEqualTo(15 + 3);
        assertThat(Conservation.differences(store.totals()).values()).containsOnly(0L);
    }

    private List<List<Delivery>> allBatches(Lane lane) throws Exception {
        var all = new ArrayList<List<Delivery>>();
        for (var some = lane.next(); !some.isEmpty() || all.isEmpty(); some = lane.next()) {
            all.addAll(some.isEmpty() ? List.of() : List.of(some));
        }
        return all;
    }

    @Test
    void probes_with_what_is_new_every_other_time() throws Exception {
        var lane = lane(ScriptedFlow.of("lane", event -> wanted("m", event.messageId())));
        accept(events("bad", 30));
        for (var batch : allBatches(lane)) {
            settle(lane, batch, REJECTED);
        }
        accept(events("new", 5));
        var probes = new ArrayList<String>();
        for (var i = 0; i < 4; i++) {
            clock.advance(Duration.ofMinutes(1));
            var probe = next(lane);
            probes.add(probe.get(0).messageId().replaceAll("\\d", ""));
            settle(lane, probe, REJECTED);
        }
        assertThat(probes.stream().filter(id -> id.startsWith("new"))).hasSize(2);
        assertThat(probes.stream().filter(id -> id.startsWith("bad"))).hasSize(2);
    }
}
