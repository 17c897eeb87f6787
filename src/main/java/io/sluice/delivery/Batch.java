package io.sluice.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

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
    /** What would have been avoided if what is known of the target were true. */
    private static final Set<Reason> TOLD_BY_WHAT_IS_KNOWN =
            Set.of(Reason.TARGET_UNKNOWN, Reason.FIELD_NOT_VISIBLE, Reason.FIELD_NOT_WRITABLE);

    private final Action action;
    private final Target target;
    private final List<Delivery> deliveries;
    private final CallCount counted;
    private final int rows;
    private final Inquiry inquiry;
    private final Outcomes outcomes = new Outcomes();
    private final Unsent unsent;
    private Optional<Failure> failure = Optional.empty();
    private boolean underWay;

    Batch(Action action, List<Delivery> deliveries, InstantSource clock) {
        this.action = action;
        var wanted = deliveries.get(0).wanted();
        this.target = wanted.target();
        this.deliveries = List.copyOf(deliveries);
        this.counted = new CallCount(clock);
        var lines = lines();
        this.rows = lines.size();
        this.inquiry = action.inquiry(
                target, wanted.writing(), lines.stream().map(Line::row).toList());
        this.unsent = new Unsent(action, target, wanted.writing(), lines, inquiry, outcomes);
        inspect();
    }

    /** Without those of which nothing is left to send. */
    private List<Line> lines() {
        var lines = action.repeatable() ? Line.merged(deliveries) : Line.single(deliveries);
        return lines.stream().flatMap(line -> outcomes.open(line).stream()).toList();
    }

    private void inspect() {
        unsent.inspect().ifPresent(this::fail);
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
        return !unsent.isEmpty();
    }

    @Override
    public Optional<CompletableFuture<Optional<Failure>>> turn() {
        var turn = inquiry.turn();
        inspect();
        endWithoutNext();
        return turn;
    }

    @Override
    public boolean urgent() {
        return deliveries.get(0).wanted().writing().stream()
                .anyMatch(writing -> writing.priority() == RecordWriting.Priority.HIGH);
    }

    @Override
    public int nextRows() {
        return unsent.isInspected() ? unsent.size() : 0;
    }

    @Override
    public Request next() {
        if (!unsent.isInspected()) {
            return inquiry.question().orElseThrow();
        }
        underWay = true;
        return unsent.request();
    }

    @Override
    public List<Delivery> unrepeatable() {
        return underWay
                ? unsent.items().stream()
                        .filter(unsent::isOnce)
                        .flatMap(item -> item.line().sources().stream())
                        .toList()
                : List.of();
    }

    @Override
    public Duration settlesWithin() {
        return action.settlesWithin(target.account());
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
        } else if (!unsent.isInspected()) {
            inquiry.read(answer).ifPresent(this::fail);
            inspect();
        } else if (unsent.isJob()) {
            read(unsent.submitted(answer));
        } else {
            read(action.read(unsent.rows(), answer));
        }
        endWithoutNext();
    }

    private void endWithoutNext() {
        if (!hasNext()) {
            inquiry.done();
        }
    }

    private void read(Reading reading) {
        if (reading instanceof Reading.PerRow perRow) {
            settle(perRow.outcomes());
        } else if (reading instanceof Reading.Split split) {
            split(split.ifAlone());
        } else if (reading instanceof Reading.Failed failed) {
            fail(failed);
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
            unsent.callInstead();
        }
    }

    private void submitted(String job) {
        var lines = unsent.lines();
        for (var i = 0; i < lines.size(); i++) {
            outcomes.add(lines.get(i), new Outcome.Submitted(job, i));
        }
        unsent.remove(true);
    }

    /**
     * Ends the batch after an unexpected exception, which the caller logs: what has no outcome yet is parked, or, where a
     * call was under way that must not be repeated, treated as that delivery's policy says.
     */
    public void abandon(Throwable cause) {
        var detail = cause.getClass().getName();
        inquiry.giveUp(Optional.empty());
        if (!unrepeatable().isEmpty()) {
            unknown(detail);
        }
        settleRest(new Outcome.Parked(Reason.INTERNAL, detail));
        inquiry.done();
    }

    /** What became of each delivery, in the order they came; complete when there is no next call. */
    public List<Settled> settled() {
        return outcomes.of(deliveries);
    }

    @Override
    public Optional<Failure> failure() {
        return failure;
    }

    private void settleRest(Outcome outcome) {
        while (hasNext()) {
            settleAll(outcome);
        }
    }

    private void settleAll(Outcome outcome) {
        settle(unsent.lines().stream().map(line -> outcome).toList());
    }

    private void settle(List<Outcome> outcomesOfHead) {
        var items = unsent.items();
        if (outcomesOfHead.size() != items.size()) {
            throw new IllegalStateException("The action '" + action.name() + "' read " + outcomesOfHead.size()
                    + " outcomes from the answer to " + items.size() + " rows.");
        }
        unsent.remove(outcomesOfHead.stream().allMatch(Outcome.Delivered.class::isInstance));
        var next = new ArrayList<Line>();
        for (var i = 0; i < items.size(); i++) {
            var item = items.get(i);
            var outcome = outcomesOfHead.get(i) instanceof Outcome.Contested contested
                    ? contested.after(item.line().attempts())
                    : outcomesOfHead.get(i);
            settle(item, outcome).ifPresent(next::add);
        }
        unsent.addFirst(next).ifPresent(this::fail);
        inspect();
    }

    /** @return what goes next of the line's key */
    private Optional<Line> settle(Unsent.Item item, Outcome outcome) {
        var line = item.line();
        if (outcome instanceof Outcome.Refused && line.sources().size() > 1) {
            return outcomes.open(line.oneByOne());
        }
        if (outcome instanceof Outcome.Delivered && unsent.isOnce(item)) {
            // What was found out before it was written is not true of its key any more.
            outcomes.settleAlone(line, outcome, Reason.RECORD_BUSY);
            return Optional.empty();
        }
        return outcomes.settle(line, outcome);
    }

    private void split(Outcome ifAlone) {
        if (unsent.size() > 1) {
            unsent.halve();
        } else if (ifAlone instanceof Outcome.Refused && unsent.doubt()) {
            inspect();
        } else {
            settleAll(ifAlone);
        }
    }

    private void fail(Reading.Failed failed) {
        if (TOLD_BY_WHAT_IS_KNOWN.contains(failed.failure().reason()) && unsent.doubt()) {
            inspect();
        } else {
            fail(failed.failure());
        }
    }

    private void fail(Failure cause) {
        failure = Optional.of(cause);
        inquiry.giveUp(failure);
        settleRest(new Outcome.Held(cause.reason()));
    }

    /** What cost one delivery its outcome would cost the next one its own: the account is tried with care. */
    private void unknown(String detail) {
        failure = Optional.of(
                new Failure(Failure.Owner.ACCOUNT, Reason.UNAVAILABLE, Optional.empty(), "outcome unknown: " + detail));
        settle(unsent.lines().stream().map(line -> line.unknown(detail)).toList());
        settleRest(new Outcome.Held(Reason.UNAVAILABLE));
    }
}
