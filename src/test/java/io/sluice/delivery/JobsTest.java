package io.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A batch that goes as jobs, and asking about one. */
class JobsTest {
    private static final Target TABLE = new Target("main", "table", "people");
    private static final Clock CLOCK = Clock.fixed(Deliveries.NOON, ZoneOffset.UTC);
    private static final Failure AWAY =
            new Failure(Failure.Owner.ACCOUNT, Reason.UNAVAILABLE, Optional.empty(), "away");

    private final JobDestination destination = new JobDestination();
    private final Deliveries deliveries = new Deliveries(destination, TABLE);

    private List<Delivery> some(int n) {
        var some = new ArrayList<Delivery>();
        for (var i = 0; i < n; i++) {
            some.add(deliveries.next("k" + i));
        }
        return some;
    }

    private Batch taken(List<Delivery> some) {
        var batch = new Batches(List.of(destination), CLOCK).open(some);
        destination.take(batch);
        return batch;
    }

    private static List<Outcome> outcomes(Batch batch) {
        return batch.settled().stream().map(Settled::outcome).toList();
    }

    @Test
    void enough_rows_go_as_a_job() {
        assertThat(outcomes(taken(some(3))))
                .containsExactly(
                        new Outcome.Submitted("job-1", 0),
                        new Outcome.Submitted("job-1", 1),
                        new Outcome.Submitted("job-1", 2));
        assertThat(destination.calls).containsExactly(List.of("job", "k0", "k1", "k2"));
    }

    @Test
    void fewer_go_by_calls() {
        assertThat(outcomes(taken(some(2)))).containsOnly(new Outcome.Delivered());
        assertThat(destination.calls).containsExactly(List.of("rows", "k0", "k1"));
    }

    @Test
    void where_no_jobs_are_taken_all_go_by_calls() {
        destination.size = null;
        assertThat(outcomes(taken(some(5)))).containsOnly(new Outcome.Delivered());
        assertThat(destination.calls).hasSize(3);
    }

    @Test
    void a_job_has_neither_too_many_rows_nor_too_many_bytes() {
        taken(some(25));
        assertThat(destination.calls).extracting(List::size).containsExactly(11, 11, 6);

        destination.calls.clear();
        destination.size = new Jobs.Size(3, 10, 450);
        taken(some(9));
        assertThat(destination.calls).extracting(List::size).containsExactly(5, 5, 2);
    }

    @Test
    void one_row_above_the_bytes_still_goes() {
        destination.size = new Jobs.Size(1, 10, 50);
        assertThat(outcomes(taken(some(2))))
                .containsExactly(new Outcome.Submitted("job-1", 0), new Outcome.Submitted("job-2", 0));
    }

    @Test
    void rows_of_one_key_are_one_row_of_the_job() {
        var batch = taken(List.of(
                deliveries.next("a", "x", "1"), deliveries.next("b"), deliveries.next("c"), deliveries.next("A")));
        assertThat(outcomes(batch))
                .containsExactly(
                        new Outcome.Submitted("job-1", 0),
                        new Outcome.Submitted("job-1", 1),
                        new Outcome.Submitted("job-1", 2),
                        new Outcome.Submitted("job-1", 0));
    }

    @Test
    void what_is_not_taken_as_a_job_goes_by_calls_at_once() {
        destination.answers.add(new Jobs.Submission.NotTaken("403"));
        assertThat(outcomes(taken(some(12)))).hasSize(12).containsOnly(new Outcome.Delivered());
        assertThat(destination.calls).hasSize(7);
        assertThat(destination.calls.get(1)).containsExactly("rows", "k0", "k1");
        assertThat(destination.calls.get(6)).containsExactly("rows", "k10", "k11");
    }

    @Test
    void a_failure_after_a_job_holds_only_what_was_not_submitted() {
        destination.answers.add(new Jobs.Submission.Accepted("first"));
        destination.answers.add(new Jobs.Submission.Failed(AWAY));
        var batch = taken(some(12));
        assertThat(outcomes(batch).subList(0, 10)).allMatch(Outcome.Submitted.class::isInstance);
        assertThat(outcomes(batch).subList(10, 12)).containsOnly(new Outcome.Held(Reason.UNAVAILABLE));
        assertThat(batch.failure()).contains(AWAY);
    }

    @Test
    void what_is_certainly_refused_is_no_row_of_the_job() {
        destination.inquiry = new ScriptedInquiry();
        var batch = taken(List.of(
                deliveries.next("a"), deliveries.next("b", "x", "long"), deliveries.next("c"), deliveries.next("d")));
        assertThat(outcomes(batch))
                .containsExactly(
                        new Outcome.Submitted("job-1", 0),
                        new Outcome.Refused(Reason.TOO_LONG, "too long"),
                        new Outcome.Submitted("job-1", 1),
                        new Outcome.Submitted("job-1", 2));
        assertThat(destination.calls).containsExactly(List.of("job", "a", "c", "d"));
    }

    @Test
    void what_has_to_be_known_is_asked_before_the_first_job() {
        var inquiry = new ScriptedInquiry();
        inquiry.questions.add("/a");
        destination.inquiry = inquiry;
        var batch = taken(some(12));
        assertThat(outcomes(batch)).hasSize(12).allMatch(Outcome.Submitted.class::isInstance);
        assertThat(destination.calls).extracting(call -> call.get(0)).containsExactly("job", "job");
        assertThat(batch.calls()).isEqualTo(3);
    }

    private static Job job(int rows) {
        var lines = new ArrayList<Job.Line>();
        for (var i = 0; i < rows; i++) {
            lines.add(new Job.Line("k" + i, List.of(new Job.Source(i, "m", true))));
        }
        return new Job("a-lane", "job-1", "rows", TABLE, lines, Deliveries.NOON);
    }

    private JobPoll polled(int rows, Object... answers) {
        return polled(CLOCK, rows, answers);
    }

    private JobPoll polled(InstantSource clock, int rows, Object... answers) {
        destination.answers.addAll(List.of(answers));
        return destination.poll(job(rows), clock);
    }

    private static Jobs.Page page(Outcome... rows) {
        return new Jobs.Page.Verdicts(List.of(rows));
    }

    private static final Outcome OK = new Outcome.Delivered();
    private static final Outcome BAD = new Outcome.Refused(Reason.ROW_REJECTED, "bad");

    @Test
    void a_job_without_errors_needs_one_call() {
        var poll = polled(3, new Jobs.Status.Applied());
        assertThat(poll.verdicts()).contains(List.of(OK, OK, OK));
        assertThat(poll.calls()).isEqualTo(1);
    }

    @Test
    void results_are_read_to_the_last_row() {
        var poll = polled(5, new Jobs.Status.Mixed(), page(OK, BAD), page(OK, OK), page(BAD));
        assertThat(poll.verdicts()).contains(List.of(OK, BAD, OK, OK, BAD));
        assertThat(poll.calls()).isEqualTo(4);
    }

    @Test
    void rows_without_a_result_are_sent_again() {
        var poll = polled(3, new Jobs.Status.Mixed(), page(OK, BAD), page());
        assertThat(poll.verdicts()).contains(List.of(OK, BAD, new Outcome.Held(Reason.JOB_LOST)));
    }

    @Test
    void more_results_than_rows_are_left_alone() {
        assertThat(polled(1, new Jobs.Status.Mixed(), page(BAD, OK)).verdicts()).contains(List.of(BAD));
    }

    private ScriptedInquiry doubted() {
        var inquiry = new ScriptedInquiry();
        inquiry.doubts = true;
        destination.inquiry = inquiry;
        return inquiry;
    }

    @Test
    void before_rows_are_refused_what_is_known_is_looked_at_once_more() {
        doubted();
        var poll = polled(2, new Jobs.Status.Mixed(), page(OK, BAD));
        assertThat(poll.verdicts()).contains(List.of(OK, BAD));
        assertThat(poll.calls()).as("status, page, question").isEqualTo(3);
    }

    @Test
    void where_it_has_changed_since_the_refused_rows_are_sent_again() {
        doubted().changed = true;
        assertThat(polled(2, new Jobs.Status.Mixed(), page(OK, BAD)).verdicts())
                .contains(List.of(OK, new Outcome.Held(Reason.ROW_REJECTED)));
    }

    @Test
    void where_it_cannot_be_looked_at_the_job_has_no_verdicts_yet() {
        var inquiry = doubted();
        inquiry.failure = Optional.of(AWAY);
        var poll = polled(2, new Jobs.Status.Mixed(), page(OK, BAD));
        assertThat(poll.verdicts()).isEmpty();
        assertThat(poll.failure()).contains(AWAY);
        assertThat(inquiry.givenUp).containsExactly(Optional.of(AWAY));
    }

    @Test
    void a_job_without_refused_rows_doubts_nothing() {
        var inquiry = doubted();
        assertThat(polled(2, new Jobs.Status.Mixed(), page(OK, OK)).calls()).isEqualTo(2);
        assertThat(inquiry.doubts).isTrue();
    }

    @Test
    void a_job_that_is_not_finished_has_no_verdicts_and_no_failure() {
        var poll = polled(2, new Jobs.Status.Pending());
        assertThat(poll.verdicts()).isEmpty();
        assertThat(poll.failure()).isEmpty();
    }

    @Test
    void a_job_that_is_not_known_yet_is_not_lost_before_half_an_hour() {
        Instant almost = Deliveries.NOON.plus(Duration.ofMinutes(30)).minusMillis(1);
        assertThat(polled(() -> almost, 1, new Jobs.Status.Unknown()).verdicts())
                .isEmpty();
        assertThat(polled(() -> almost.plusMillis(1), 1, new Jobs.Status.Unknown())
                        .verdicts())
                .contains(List.of(new Outcome.Held(Reason.JOB_LOST)));
    }

    @Test
    void a_job_that_broke_off_is_sent_again() {
        assertThat(polled(1, new Jobs.Status.Broken("")).verdicts())
                .contains(List.of(new Outcome.Held(Reason.JOB_LOST)));
    }

    @Test
    void a_failure_loses_nothing_wherever_it_happens() {
        for (var answers : List.of(
                List.<Object>of(new Jobs.Status.Failed(AWAY)),
                List.<Object>of(new Jobs.Status.Mixed(), page(OK), new Jobs.Page.Failed(AWAY)))) {
            var poll = polled(2, answers.toArray());
            assertThat(poll.verdicts()).isEmpty();
            assertThat(poll.failure()).contains(AWAY);
        }
    }

    @Test
    void a_poll_that_was_not_made_is_not_counted() {
        var poll = (JobPoll) new Batches(List.of(destination), CLOCK).converse(List.of(job(1)));
        poll.read(new Answer.NotCalled(AWAY));
        assertThat(poll.hasNext()).isFalse();
        assertThat(poll.calls()).isZero();
        assertThat(poll.verdicts()).isEmpty();
    }
}
