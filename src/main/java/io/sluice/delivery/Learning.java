package io.sluice.delivery;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * One batch on its way to what is known of its target: it takes what others have found out, waits for one that asks, or
 * asks itself. Its methods are those of {@link Inquiry}.
 *
 * @param <K> what there is to know
 */
public final class Learning<K> {
    private final Known<K> known;
    private final Function<Optional<K>, Questions<K>> questions;
    private final InstantSource clock;
    private final Reports<K> reports;
    private Optional<Known.Found<K>> found = Optional.empty();
    private Optional<Asking<K>> asking = Optional.empty();
    private Instant after = Instant.MIN;

    private record Asking<K>(Known.Flight flight, Questions<K> questions) {}

    /** Hears what came of asking. */
    public interface Reports<K> {
        /** @param before what was known until then */
        void read(K knowledge, Optional<K> before);

        void failed();
    }

    /** @param questions to ask; given what was known before, where it is not doubted */
    public Learning(
            Known<K> known, Function<Optional<K>, Questions<K>> questions, InstantSource clock, Reports<K> reports) {
        this.known = known;
        this.questions = questions;
        this.clock = clock;
        this.reports = reports;
    }

    /** What is known, when it is done. */
    public K knowledge() {
        return found.orElseThrow().knowledge();
    }

    public boolean isDone() {
        if (found.isEmpty() && asking.isEmpty()) {
            found = known.usable(clock.instant(), after);
        }
        return found.isPresent();
    }

    public Optional<CompletableFuture<Optional<Failure>>> turn() {
        if (found.isPresent() || asking.isPresent()) {
            return Optional.empty();
        }
        var turn = known.turn(clock.instant(), after);
        if (turn instanceof Known.Turn.Await<K> await) {
            return Optional.of(await.result());
        }
        if (turn instanceof Known.Turn.Ask<K> ask) {
            asking = Optional.of(new Asking<>(ask.flight(), questions.apply(ask.known())));
        } else {
            found = Optional.of(((Known.Turn.Use<K>) turn).found());
        }
        return Optional.empty();
    }

    public Optional<Request> question() {
        return asking.map(mine -> mine.questions().question());
    }

    public Optional<Failure> read(Answer answer) {
        var mine = asking.orElseThrow();
        var step = mine.questions().read(answer);
        if (step instanceof Questions.Step.Done<K> done) {
            asking = Optional.empty();
            reports.read(done.knowledge(), known.found(mine.flight(), done.knowledge(), clock.instant()));
        } else if (step instanceof Questions.Step.Failed<K> failed) {
            asking = Optional.empty();
            reports.failed();
            found = known.failed(mine.flight(), Optional.of(failed.failure()), clock.instant(), after);
            return found.isPresent() ? Optional.empty() : Optional.of(failed.failure());
        }
        return Optional.empty();
    }

    public void giveUp(Optional<Failure> why) {
        asking.ifPresent(mine -> known.failed(mine.flight(), why, clock.instant(), after));
        asking = Optional.empty();
    }

    /** A minute's difference is nothing: clocks differ, and a row is some time on its way. */
    public boolean changedSince(Instant sent) {
        return found.orElseThrow().changedAt().isAfter(sent.minus(Known.BELIEVED));
    }

    public boolean doubt() {
        if (after != Instant.MIN || found.isEmpty()) {
            return false;
        }
        var at = found.get().at();
        var anew = known.usable(clock.instant(), at).isPresent();
        if (!anew && clock.instant().isBefore(at.plus(Known.BELIEVED))) {
            return false;
        }
        after = at;
        found = Optional.empty();
        return true;
    }
}
