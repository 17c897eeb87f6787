package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Job;
import io.sluice.delivery.JobDestination;
import io.sluice.delivery.Jobs;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Settled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a lane does with deliveries that the destination has taken as a job. */
class LaneJobsTest extends LaneTestBase {
    private static final Failure AWAY =
            new Failure(Failure.Owner.ACCOUNT, Reason.UNAVAILABLE, Optional.empty(), "away");
    private static final Flow EACH_ITS_KEY = ScriptedFlow.of("lane", event -> wanted("m", event.messageId()));
    private static final Outcome OK = new Outcome.Delivered();
    private static final Outcome BAD = new Outcome.Refused(Reason.ROW_REJECTED, "bad");

    private final JobDestination destination = new JobDestination();

    @Override
    JobReading jobReading() {
        return new JobReading(ModelFlow.ACCOUNT, Map.of("rows", destination));
    }

    private Lane lane(Flow flow, int least, int rows) throws Exception {
        destination.size = new Jobs.Size(least, rows, 1_000_000);
        return lane(flow);
    }

    /** Those of one key are one row. */
    private void submit(Lane lane, List<Delivery> deliveries, String job) throws Exception {
        var rows = new LinkedHashMap<String, Integer>();
        deliveries.forEach(delivery -> rows.putIfAbsent(delivery.wanted().key(), rows.size()));
        var settled = deliveries.stream()
                .map(delivery -> new Settled(
                        delivery,
                        new Outcome.Submitted(job, rows.get(delivery.wanted().key()))))
                .toList();
        get(lane.settle(settled, Optional.empty(), call()));
    }

    private CallRow call() {
        return new CallRow("lane", "t", 1, 1, 1, 1, 202, "", store.now(), 1);
    }

    private void poll(Lane lane, Job job, Object... answers) throws Exception {
        destination.answers.addAll(List.of(answers));
        get(lane.polled(destination.poll(job, clock), call()));
    }

    private static Jobs.Page page(Outcome... rows) {
        return new Jobs.Page.Verdicts(List.of(rows));
    }

    private Job due(Lane lane) throws Exception {
        clock.advance(Duration.ofSeconds(15));
        leftOf(lane);
        return lane.nextPoll().orElseThrow();
    }

    private void nothingIsMissing() {
        assertThat(Conservation.differences(store.totals()).values()).containsOnly(0L);
    }

    @Test
    void a_job_stands_for_its_deliveries_until_its_verdicts_are_there() throws Exception {
        var lane = lane(EACH_ITS_KEY);
        accept(events("e", 3));
        submit(lane, next(lane), "job");

        assertThat(store.lane("lane").position()).isEqualTo(store.logEnd());
        assertThat(store.totals().open()).isEqualTo(Map.of(new Store.OpenKey("lane", "m", "submitted"), 3L));
        assertThat(store.totals().oldestMillis()).containsKey("lane");
        nothingIsMissing();

        poll(lane, due(lane), new Jobs.Status.Mixed(), page(OK, BAD, OK));
        assertThat(store.jobs("lane")).isEmpty();
        assertThat(store.totals().open()).isEmpty();
        assertThat(counted("delivered")).isEqualTo(2);
        assertThat(counted("refused")).isEqualTo(1);
        assertThat(store.rowsInState("lane", DeliveryRow.State.REFUSED))
                .singleElement()
                .satisfies(row -> assertThat(row.detail()).isEqualTo("bad"));
        nothingIsMissing();
    }

    @Test
    void a_job_is_asked_about_after_a_second_and_then_ever_less_often() throws Exception {
        var lane = lane(EACH_ITS_KEY);
        accept(events("e", 1));
        submit(lane, next(lane), "job");
        for (var wait : List.of(1, 2, 4, 8, 15, 15)) {
            clock.advance(Duration.ofMillis(wait * 1_000L - 1));
            assertThat(lane.nextPoll()).isEmpty();
            clock.advance(Duration.ofMillis(1));
            var job = lane.nextPoll().orElseThrow();
            assertThat(lane.nextPoll()).as("it is being asked about").isEmpty();
            poll(lane, job, new Jobs.Status.Pending());
        }
    }

    @Test
    void the_next_of_a_key_waits_for_the_verdict_before() throws Exception {
        var lane = lane(ScriptedFlow.of("lane", event -> wanted("m", "a")));
        accept(events("first", 1));
        submit(lane, next(lane), "job");
        accept(events("second", 1));
        assertThat(leftOf(lane)).isEmpty();

        poll(lane, due(lane), new Jobs.Status.Applied());
        assertThat(next(lane)).extracting(Delivery::messageId).containsExactly("second-0");
    }

    @Test
    void after_a_restart_it_is_asked_about_at_once_and_its_keys_are_busy() throws Exception {
        var before = lane(ScriptedFlow.of("lane", event -> wanted("m", "a")));
        accept(events("first", 1));
        submit(before, next(before), "job");
        var after = lane(ScriptedFlow.of("lane", event -> wanted("m", "a")));
        accept(events("second", 1));

        assertThat(leftOf(after)).as("nothing is sent again").isEmpty();
        var job = after.nextPoll().orElseThrow();
        assertThat(job.id()).isEqualTo("job");
        poll(after, job, new Jobs.Status.Applied());
        assertThat(next(after)).extracting(Delivery::messageId).containsExactly("second-0");
        nothingIsMissing();
    }

    @Test
    void what_was_asked_before_the_memory_was_lost_settles_nothing() throws Exception {
        var before = lane(EACH_ITS_KEY);
        accept(events("e", 1));
        submit(before, next(before), "job");
        var job = due(before);
        var after = lane(EACH_ITS_KEY);
        leftOf(after);

        poll(after, job, new Jobs.Status.Applied());
        assertThat(counted("delivered")).isZero();
        poll(after, after.nextPoll().orElseThrow(), new Jobs.Status.Applied());
        assertThat(counted("delivered")).isEqualTo(1);
    }

    @Test
    void a_poll_that_fails_pauses_the_account_and_a_poll_is_the_probe() throws Exception {
        var lane = lane(EACH_ITS_KEY);
        accept(events("e", 1));
        submit(lane, next(lane), "job");
        poll(lane, due(lane), new Jobs.Status.Failed(AWAY));
        assertThat(store.pause(ModelFlow.ACCOUNT)).isPresent();
        assertThat(lane.nextPoll()).as("while the account pauses").isEmpty();

        poll(lane, due(lane), new Jobs.Status.Failed(AWAY));
        assertThat(store.jobs("lane")).hasSize(1);
        clock.advance(Duration.ofMinutes(1));
        poll(lane, due(lane), new Jobs.Status.Applied());
        assertThat(store.pause(ModelFlow.ACCOUNT)).isEmpty();
        assertThat(counted("delivered")).isEqualTo(1);
    }

    @Test
    void a_poll_that_broke_is_made_again() throws Exception {
        var lane = lane(EACH_ITS_KEY);
        accept(events("e", 1));
        submit(lane, next(lane), "job");
        lane.abandon(due(lane));

        poll(lane, due(lane), new Jobs.Status.Applied());
        assertThat(counted("delivered")).isEqualTo(1);
    }

    @Test
    void a_stop_waits_for_a_poll_that_is_under_way() throws Exception {
        var lane = lane(EACH_ITS_KEY);
        accept(events("e", 1));
        submit(lane, next(lane), "job");
        var job = due(lane);
        assertThat(lane.settled()).isFalse();

        lane.stop();
        poll(lane, job, new Jobs.Status.Pending());
        assertThat(lane.settled()).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(lane.nextPoll()).isEmpty();
    }

    @Test
    void what_may_pass_is_parked_and_goes_by_a_call_the_next_time() throws Exception {
        var lane = lane(EACH_ITS_KEY);
        accept(events("e", 2));
        submit(lane, next(lane), "job");
        poll(lane, due(lane), new Jobs.Status.Mixed(), page(new Outcome.Parked(Reason.ROW_FAILED, "deadlock"), OK));
        assertThat(store.totals().open()).isEqualTo(Map.of(new Store.OpenKey("lane", "m", "parked"), 1L));
        nothingIsMissing();

        clock.advance(Duration.ofMinutes(15));
        assertThat(next(lane)).singleElement().satisfies(delivery -> {
            assertThat(delivery.byCall()).as("so that it is no part of a job").isTrue();
            assertThat(delivery.attempts()).isEqualTo(1);
        });
    }

    @Test
    void the_rows_of_a_lost_job_are_sent_again() throws Exception {
        var lane = lane(EACH_ITS_KEY);
        accept(events("e", 3));
        submit(lane, next(lane), "job");
        poll(lane, due(lane), new Jobs.Status.Broken(""));
        nothingIsMissing();

        assertThat(next(lane)).hasSize(3).allMatch(Delivery::byCall);
    }

    @Test
    void rows_that_a_pause_has_held_go_as_a_job_afterwards() throws Exception {
        var lane = lane(EACH_ITS_KEY, 20, 25);
        accept(events("e", 25));
        unavailable(lane, next(lane));
        clock.advance(Duration.ofMinutes(1));
        settle(lane, next(lane), OK);

        var held = next(lane);
        assertThat(held).hasSize(24).noneMatch(Delivery::byCall);
        submit(lane, held, "job");
        assertThat(store.totals().open()).isEqualTo(Map.of(new Store.OpenKey("lane", "m", "submitted"), 24L));
        nothingIsMissing();

        poll(lane, due(lane), new Jobs.Status.Mixed(), page(OK, BAD, OK), page());
        assertThat(counted("delivered")).isEqualTo(3);
        assertThat(counted("refused")).isEqualTo(1);
        nothingIsMissing();
        assertThat(next(lane)).as("those without a verdict").allMatch(Delivery::byCall);
    }

    @Test
    void where_few_rows_were_held_or_others_are_behind_them_they_go_by_calls() throws Exception {
        var lane = lane(
                ScriptedFlow.of(
                        "lane", event -> wanted("m", "k" + event.messageId().length())),
                2,
                25);
        accept(events("e", 12)); // two keys, each with several rows
        unavailable(lane, next(lane));
        clock.advance(Duration.ofMinutes(1));
        settle(lane, next(lane), OK);

        assertThat(next(lane)).allMatch(Delivery::byCall);
    }

    @Test
    void merged_deliveries_share_a_verdict_and_a_refusal_is_looked_into() throws Exception {
        var lane = lane(
                ScriptedFlow.of("lane", event -> wanted("m", event.messageId().endsWith("2") ? "b" : "a")));
        accept(events("e", 3));
        submit(lane, next(lane), "one");
        poll(lane, due(lane), new Jobs.Status.Applied());
        assertThat(counted("merged")).isEqualTo(1);
        assertThat(counted("delivered")).isEqualTo(2);

        accept(events("f", 3));
        submit(lane, next(lane), "two");
        poll(lane, due(lane), new Jobs.Status.Mixed(), page(BAD, OK));
        assertThat(counted("refused")).isZero();
        assertThat(next(lane)).extracting(Delivery::messageId).containsExactly("f-0", "f-1");
        nothingIsMissing();
    }

    @Test
    void whoever_waits_for_other_mappings_waits_for_their_jobs() throws Exception {
        var lane = lane(ScriptedFlow.of(
                "lane", event -> wanted("m", event.messageId().equals("e-0") ? "target|ann" : "target|bob")));
        accept(events("e", 2));
        submit(lane, next(lane), "job");
        assertThat(lane.passed(List.of("m"), store.logEnd(), "ann")).isFalse();

        poll(lane, due(lane), new Jobs.Status.Applied());
        assertThat(lane.passed(List.of("m"), store.logEnd(), "ann")).isTrue();
    }

    @Test
    void a_job_whose_rows_are_all_refused_keeps_them_and_pauses_the_lane() throws Exception {
        var lane = lane(EACH_ITS_KEY);
        accept(events("e", 3));
        submit(lane, next(lane), "job");
        poll(lane, due(lane), new Jobs.Status.Mixed(), page(BAD, BAD, BAD));

        assertThat(counted("refused")).isZero();
        assertThat(store.totals().open()).isEqualTo(Map.of(new Store.OpenKey("lane", "m", "waiting"), 3L));
        assertThat(store.paused()).extracting(Paused::reason).containsExactly(Reason.ALL_REFUSED);
        nothingIsMissing();

        clock.advance(Duration.ofMinutes(1));
        var probe = next(lane);
        assertThat(probe).as("one at a time, by a call").hasSize(1).allMatch(Delivery::byCall);
        settle(lane, probe, OK);
        assertThat(store.paused()).isEmpty();
        assertThat(next(lane)).hasSize(2);
    }

    @Test
    void a_job_with_one_row_that_is_not_refused_pauses_nothing() throws Exception {
        var lane = lane(EACH_ITS_KEY);
        accept(events("e", 5));
        submit(lane, next(lane), "job");
        poll(lane, due(lane), new Jobs.Status.Mixed(), page(BAD, BAD, BAD, OK, BAD));

        assertThat(counted("refused")).isEqualTo(4);
        assertThat(store.paused()).isEmpty();
    }

    @Test
    void a_backlog_is_read_in_jobs_and_a_few_events_in_calls() throws Exception {
        var lane = lane(EACH_ITS_KEY, 20, 40);
        accept(events("e", 100));
        for (var rows : List.of(40, 40, 20)) {
            var some = next(lane);
            assertThat(some).hasSize(rows);
            submit(lane, some, "job of " + some.get(0).seq());
        }

        accept(events("f", 19));
        assertThat(next(lane)).hasSize(10);
    }

    @Test
    void a_lane_that_sends_each_row_alone_makes_no_jobs() throws Exception {
        destination.size = new Jobs.Size(2, 40, 1_000_000);
        var lane = lane(EACH_ITS_KEY, new LaneLimits(1, Duration.ZERO, 32, 1_000), (mappings, seq, keyValues) -> true);
        accept(events("e", 5));
        for (var row = 0; row < 5; row++) {
            assertThat(next(lane)).hasSize(1);
        }
    }

    @Test
    void a_job_is_no_larger_than_may_be_held_in_memory() throws Exception {
        var lane = lane(EACH_ITS_KEY);
        destination.size = new Jobs.Size(20, 5_000, 4_000);
        accept(events("e", 2_000));
        assertThat(next(lane)).hasSizeBetween(20, 500);
    }

    @Test
    void when_many_jobs_are_outstanding_a_backlog_waits() throws Exception {
        var lane = lane(EACH_ITS_KEY, 10, 10);
        accept(events("e", 200));
        var handed = new ArrayList<Delivery>();
        for (var i = 0; i < 8; i++) {
            var some = next(lane);
            handed.addAll(some);
            submit(lane, some, "job-" + i);
        }
        assertThat(handed).hasSize(80);
        assertThat(leftOf(lane)).isEmpty();

        poll(lane, due(lane), new Jobs.Status.Applied());
        assertThat(next(lane)).hasSize(10);
    }

    @Test
    void where_no_jobs_are_taken_a_backlog_goes_in_calls() throws Exception {
        var lane = lane(EACH_ITS_KEY, 20, 40);
        destination.size = null;
        accept(events("e", 100));
        assertThat(next(lane)).hasSize(10);
    }
}
