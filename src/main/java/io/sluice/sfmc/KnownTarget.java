package io.sluice.sfmc;

import io.sluice.delivery.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What is known of one target, for all batches that go there, and which of them is asking for it. */
final class KnownTarget {
    private static final Duration LASTS = Duration.ofMinutes(15);

    /** What is younger is believed without asking again; also the time between attempts to replace what is old. */
    static final Duration BELIEVED = Duration.ofMinutes(1);

    private final Duration patience;
    private Optional<Found> found = Optional.empty();
    private Instant refreshAt = Instant.MIN;
    private Optional<Flight> flight = Optional.empty();

    record Found(Knowledge knowledge, Instant at) {}

    /** One batch asking. */
    record Flight(CompletableFuture<Optional<Failure>> result, Instant overdueAt) {}

    /** What a batch is to do. */
    sealed interface Turn {
        record Use(Found found) implements Turn {}

        /** @param id of the data extension, where it is known */
        record Ask(Flight flight, Optional<String> id) implements Turn {}

        record Await(CompletableFuture<Optional<Failure>> result) implements Turn {}
    }

    /** @param patience after this an asking batch is taken for lost */
    KnownTarget(Duration patience) {
        this.patience = patience;
    }

    /** @param after what was found then, or before, does not serve */
    synchronized Optional<Found> usable(Instant now, Instant after) {
        return found.filter(known -> known.at().isAfter(after) && (now.isBefore(refreshAt) || isAsked(now)));
    }

    synchronized Turn turn(Instant now, Instant after) {
        var usable = usable(now, after);
        if (usable.isPresent()) {
            return new Turn.Use(usable.get());
        }
        if (isAsked(now)) {
            return new Turn.Await(flight.orElseThrow().result());
        }
        var lost = flight;
        var asking = new Flight(new CompletableFuture<>(), now.plus(patience));
        flight = Optional.of(asking);
        lost.ifPresent(one -> one.result().complete(Optional.empty()));
        // Whoever doubts what is known looks for the data extension anew.
        return new Turn.Ask(asking, after == Instant.MIN ? known().flatMap(Knowledge::id) : Optional.empty());
    }

    private Optional<Knowledge> known() {
        return found.map(Found::knowledge);
    }

    private boolean isAsked(Instant now) {
        return flight.filter(one -> now.isBefore(one.overdueAt())).isPresent();
    }

    /** @return what was known before */
    Optional<Knowledge> found(Flight asked, Knowledge knowledge, Instant now) {
        Optional<Knowledge> before;
        synchronized (this) {
            before = known();
            found = Optional.of(new Found(knowledge, now));
            refreshAt = now.plus(LASTS);
            end(asked);
        }
        asked.result().complete(Optional.empty());
        return before;
    }

    /** @return what is known from before, which serves a little longer */
    Optional<Found> failed(Flight asked, Optional<Failure> why, Instant now, Instant after) {
        Optional<Found> kept;
        synchronized (this) {
            kept = found.filter(known -> known.at().isAfter(after));
            refreshAt = now.plus(BELIEVED);
            end(asked);
        }
        asked.result().complete(why);
        return kept;
    }

    private void end(Flight asked) {
        flight = flight.filter(current -> current != asked);
    }
}
