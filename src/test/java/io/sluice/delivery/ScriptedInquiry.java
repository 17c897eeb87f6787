package io.sluice.delivery;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** Says what it is told to. Fits: anything but a value {@code long} or {@code misfit}. */
final class ScriptedInquiry implements Inquiry {
    static final Failure MISFIT =
            new Failure(Failure.Owner.TARGET, Reason.TARGET_UNKNOWN, Optional.empty(), "other keys");

    final Queue<String> questions = new ArrayDeque<>();
    final List<Optional<Failure>> givenUp = new ArrayList<>();
    Optional<Failure> failure = Optional.empty();
    boolean doubts;
    boolean corrects;
    boolean changed;

    @Override
    public boolean isDone() {
        return questions.isEmpty();
    }

    @Override
    public Optional<CompletableFuture<Optional<Failure>>> turn() {
        return Optional.empty();
    }

    @Override
    public Optional<Request> question() {
        return Optional.ofNullable(questions.peek()).map(Request::get);
    }

    @Override
    public Optional<Failure> read(Answer answer) {
        questions.remove();
        return failure;
    }

    @Override
    public void giveUp(Optional<Failure> why) {
        givenUp.add(why);
    }

    @Override
    public boolean doubt() {
        var before = doubts;
        if (doubts) {
            questions.add("/again");
        }
        doubts = false;
        return before;
    }

    @Override
    public boolean changedSince(Instant sent) {
        return changed;
    }

    @Override
    public Checked check(Row row) {
        var values = row.values().toString();
        if (values.contains("long")) {
            return new Checked.Refused(Reason.TOO_LONG, "too long");
        }
        if (values.contains("misfit")) {
            return new Checked.Misfit(MISFIT);
        }
        if (values.contains("shout")) {
            return new Checked.Fits(Deliveries.row("ann", "x", "SHOUT"));
        }
        return new Checked.Fits(corrects && values.contains("bad") ? Deliveries.row("ann", "x", "good") : row);
    }
}
