package io.sluice.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
public final class Batch {
    private final Action action;
    private final Target target;
    private final List<Delivery> deliveries;
    private final InstantSource clock;
    private final Instant startedAt;
    private final int rows;
    private final Bisection<Line> open = new Bisection<>();
    private final Map<Delivery, Outcome> outcomes = new IdentityHashMap<>();
    private final Map<String, Reason> parkedKeys = new HashMap<>();
    private Optional<Failure> failure = Optional.empty();
    private boolean underWay;
    private int calls;
    private int status;

    Batch(Action action, List<Delivery> deliveries, InstantSource clock) {
        this.action = action;
        this.target = deliveries.get(0).wanted().target();
        this.deliveries = List.copyOf(deliveries);
        this.clock = clock;
        this.startedAt = clock.instant();
        var lines = action.repeatable() ? Line.merged(deliveries) : Line.single(deliveries);
        this.rows = lines.size();
        var most = action.rowsPerCall(target.account());
        for (var from = 0; from < rows; from += most) {
            open.add(lines.subList(from, Math.min(rows, from + most)));
        }
    }

    public Target target() {
        return target;
    }

    /** How many rows there were to send, after merging. */
    public int rows() {
        return rows;
    }

    /** Whether there is another call to make. */
    public boolean hasNext() {
        return !open.isEmpty();
    }

    /** How many rows the next call takes. */
    public int nextRows() {
        return open.head().size();
    }

    /** The next call. From now on until its answer is read, nobody can know what became of its rows. */
    public Request next() {
        underWay = true;
        return action.request(target, headRows());
    }

    /** Whether a call was taken, and its answer has not been read. */
    public boolean isUnderWay() {
        return underWay;
    }

    /** The answer says nothing about the rows, and the same call is to be made again. */
    public void repeat(Answer answer) {
        underWay = false;
        count(answer);
    }

    public void read(Answer answer) {
        underWay = false;
        count(answer);
        if (answer instanceof Answer.NotCalled notCalled) {
            fail(notCalled.failure());
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
        return deliveries.stream()
                .filter(outcomes::containsKey)
                .map(delivery -> new Settled(delivery, outcomes.get(delivery)))
                .toList();
    }

    /** Why the batch stopped early, or why the account should be tried with care. */
    public Optional<Failure> failure() {
        return failure;
    }

    /** How many calls were made. */
    public int calls() {
        return calls;
    }

    /** The HTTP status of the last call; 0 when it had no answer, or none was made. */
    public int status() {
        return status;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** How long it has taken so far. */
    public Duration took() {
        return Duration.between(startedAt, clock.instant());
    }

    private List<Row> headRows() {
        return open.head().stream().map(Line::row).toList();
    }

    private void count(Answer answer) {
        if (!(answer instanceof Answer.NotCalled)) {
            calls++;
            status = answer instanceof Answer.Http http ? http.status() : 0;
        }
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
                settle(line, outcomesOfHead.get(i));
            }
        }
        var singles = Line.single(oneByOne);
        for (var i = singles.size() - 1; i >= 0; i--) {
            open.addFirst(List.of(singles.get(i)));
        }
        holdBehindParked();
    }

    private void settle(Line line, Outcome outcome) {
        if (outcome instanceof Outcome.Parked parked) {
            parkedKeys.put(line.key(), parked.reason());
            settleFirst(line, parked);
        } else {
            var earlier = outcome instanceof Outcome.Delivered ? new Outcome.Merged() : outcome;
            line.sources().forEach(delivery -> outcomes.put(delivery, earlier));
            outcomes.put(line.last(), outcome);
        }
    }

    /** The order of a key is kept: what comes after a parked delivery waits for it. */
    private void settleFirst(Line line, Outcome.Parked parked) {
        line.sources().forEach(delivery -> outcomes.put(delivery, new Outcome.Held(parked.reason())));
        outcomes.put(line.sources().get(0), parked);
    }

    private void holdBehindParked() {
        while (hasNext()
                && open.head().size() == 1
                && parkedKeys.containsKey(open.head().get(0).key())) {
            var line = open.head().get(0);
            open.remove(false);
            settle(line, new Outcome.Held(parkedKeys.get(line.key())));
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
