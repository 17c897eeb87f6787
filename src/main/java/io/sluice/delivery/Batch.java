package io.sluice.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deliveries of one action and target on their way: a sequence of calls, each depending on the answers before. Deliveries
 * of one key become one row; when the destination refuses that row, they are sent one by one instead. Where an answer
 * does not say which row is bad, halves are sent. Used by one thread at a time.
 *
 * <p>A value that a later event of the same batch overwrites is never sent, so the destination cannot object to it: the
 * one way in which merging differs from sending one by one.
 */
@RegisterForReflection
public final class Batch implements Conversation {
    private final Action action;
    private final Target target;
    private final List<Delivery> deliveries;
    private final CallCount counted;
    private final int rows;
    private final Submissions submissions;
    private final Bisection<Line> open = new Bisection<>();
    private final Outcomes outcomes = new Outcomes();
    private Optional<Failure> failure = Optional.empty();
    private boolean underWay;

    Batch(Action action, List<Delivery> deliveries, InstantSource clock) {
        this.action = action;
        this.target = deliveries.get(0).wanted().target();
        this.deliveries = List.copyOf(deliveries);
        this.counted = new CallCount(clock);
        var lines = action.repeatable() ? Line.merged(deliveries) : Line.single(deliveries);
        this.rows = lines.size();
        this.submissions = new Submissions(action, target, lines);
        submissions.pieces().forEach(open::add);
        calls(submissions.others()).forEach(open::add);
    }

    /** As much as one call takes each. */
    private List<List<Line>> calls(List<Line> lines) {
        var most = action.rowsPerCall(target.account());
        var pieces = new ArrayList<List<Line>>();
        for (var from = 0; from < lines.size(); from += most) {
            pieces.add(lines.subList(from, Math.min(lines.size(), from + most)));
        }
        return pieces;
    }

    @Override
    public CallCount counted() {
        return counted;
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public boolean hasNext() {
        return !open.isEmpty();
    }

    @Override
    public int nextRows() {
        return open.head().size();
    }

    @Override
    public Request next() {
        underWay = true;
        return submissions.isNext() ? submissions.request(headRows()) : action.request(target, headRows());
    }

    @Override
    public boolean isUnderWay() {
        return underWay;
    }

    @Override
    public void repeat(Answer answer) {
        underWay = false;
        counted.add(answer);
    }

    @Override
    public void read(Answer answer) {
        underWay = false;
        counted.add(answer);
        if (answer instanceof Answer.NotCalled notCalled) {
            fail(notCalled.failure());
            return;
        }
        if (submissions.isNext()) {
            read(submissions.read(answer));
            return;
        }
        var reading = action.read(headRows(), answer);
        if (reading instanceof Reading.PerRow perRow) {
            settle(perRow.outcomes());
        } else if (reading instanceof Reading.Split split) {
            split(split.ifAlone());
        } else if (reading instanceof Reading.Failed failed) {
            fail(failed.failure());
        } else if (reading instanceof Reading.Unknown unknown) {
            unknown(unknown.detail());
        }
    }

    private void read(Jobs.Submission submission) {
        if (submission instanceof Jobs.Submission.Accepted accepted) {
            submitted(accepted.job());
        } else if (submission instanceof Jobs.Submission.Failed failed) {
            fail(failed.failure());
        } else {
            callInstead();
        }
    }

    private void submitted(String job) {
        var lines = open.head();
        for (var i = 0; i < lines.size(); i++) {
            outcomes.add(lines.get(i), new Outcome.Submitted(job, i));
        }
        open.remove(true);
        submissions.done();
    }

    /** What was to go as jobs goes by ordinary calls. */
    private void callInstead() {
        var lines = new ArrayList<Line>();
        for (; submissions.isNext(); submissions.done()) {
            lines.addAll(open.head());
            open.remove(true);
        }
        var pieces = calls(lines);
        for (var i = pieces.size() - 1; i >= 0; i--) {
            open.addFirst(pieces.get(i));
        }
    }

    /**
     * Ends the batch after an unexpected exception, which the caller logs: what has no outcome yet is parked, or, where a
     * call was under way that must not be repeated, treated as that delivery's policy says.
     */
    public void abandon(Throwable cause) {
        var detail = cause.getClass().getName();
        if (underWay && !action.repeatable()) {
            unknown(detail);
        }
        while (hasNext()) {
            settleAll(new Outcome.Parked(Reason.INTERNAL, detail));
        }
    }

    /** What became of each delivery, in the order they came; complete when there is no next call. */
    public List<Settled> settled() {
        return outcomes.of(deliveries);
    }

    @Override
    public Optional<Failure> failure() {
        return failure;
    }

    private List<Row> headRows() {
        return open.head().stream().map(Line::row).toList();
    }

    private void settleAll(Outcome outcome) {
        settle(open.head().stream().map(line -> outcome).toList());
    }

    private void settle(List<Outcome> outcomesOfHead) {
        var lines = open.head();
        if (outcomesOfHead.size() != lines.size()) {
            throw new IllegalStateException("The action '" + action.name() + "' read " + outcomesOfHead.size()
                    + " outcomes from the answer to " + lines.size() + " rows.");
        }
        open.remove(outcomesOfHead.stream().allMatch(Outcome.Delivered.class::isInstance));
        var oneByOne = new ArrayList<Delivery>();
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.sources().size() > 1 && outcomesOfHead.get(i) instanceof Outcome.Refused) {
                oneByOne.addAll(line.sources());
            } else {
                outcomes.add(line, outcomesOfHead.get(i));
            }
        }
        var singles = Line.single(oneByOne);
        for (var i = singles.size() - 1; i >= 0; i--) {
            open.addFirst(List.of(singles.get(i)));
        }
        holdBehindParked();
    }

    private void holdBehindParked() {
        while (hasNext()
                && open.head().size() == 1
                && outcomes.parked(open.head().get(0).key()).isPresent()) {
            var line = open.head().get(0);
            open.remove(false);
            outcomes.add(line, new Outcome.Held(outcomes.parked(line.key()).orElseThrow()));
        }
    }

    private void split(Outcome ifAlone) {
        if (open.head().size() > 1) {
            open.halve();
        } else {
            settleAll(ifAlone);
        }
    }

    private void fail(Failure cause) {
        failure = Optional.of(cause);
        while (hasNext()) {
            settleAll(new Outcome.Held(cause.reason()));
        }
    }

    /** What cost one delivery its outcome would cost the next one its own: the account is tried with care. */
    private void unknown(String detail) {
        failure = Optional.of(
                new Failure(Failure.Owner.ACCOUNT, Reason.UNAVAILABLE, Optional.empty(), "outcome unknown: " + detail));
        settle(open.head().stream().map(line -> unknown(line, detail)).toList());
        while (hasNext()) {
            settleAll(new Outcome.Held(Reason.UNAVAILABLE));
        }
    }

    private Outcome unknown(Line line, String detail) {
        return line.last().wanted().onUnknown() == OnUnknown.REFUSE
                ? new Outcome.Refused(Reason.OUTCOME_UNKNOWN, detail)
                : new Outcome.Parked(Reason.OUTCOME_UNKNOWN, detail);
    }
}
