package io.sluice.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What is known of one target, for all batches that go there, and which of them is asking for it.
 *
 * @param <K> what there is to know
 */
public final class Known<K> {
    /** What is younger is believed without asking again; also the time between attempts to replace what is old. */
    static final Duration BELIEVED = Duration.ofMinutes(1);

    private final Duration lasts;
    private final Duration patience;
    private Optional<Found<K>> found = Optional.empty();
    private Instant refreshAt = Instant.MIN;
    private Optional<Flight> flight = Optional.empty();

    /** @param changedAt when it was found to be different from before; {@link Instant#MIN} where it never was */
    record Found<K>(K knowledge, Instant at, Instant changedAt) {}

    /** One batch asking. */
    record Flight(CompletableFuture<Optional<Failure>> result, Instant overdueAt) {}

    /** What a batch is to do. */
    sealed interface Turn<K> {
        record Use<K>(Found<K> found) implements Turn<K> {}

        /** @param known from before, unless it is doubted */
        record Ask<K>(Flight flight, Optional<K> known) implements Turn<K> {}

        record Await<K>(CompletableFuture<Optional<Failure>> result) implements Turn<K> {}
    }

    /**
     * @param lasts after this it is asked for again, while what was known serves on
     * @param patience after this an asking batch is taken for lost
     */
    public Known(Duration lasts, Duration patience) {
        this.lasts = lasts;
        this.patience = patience;
    }

    /** @param after what was found then, or before, does not serve */
    synchronized Optional<Found<K>> usable(Instant now, Instant after) {
        return found.filter(known -> known.at().isAfter(after) && (now.isBefore(refreshAt) || isAsked(now)));
    }

    synchronized Turn<K> turn(Instant now, Instant after) {
        var usable = usable(now, after);
        if (usable.isPresent()) {
            return new Turn.Use<>(usable.get());
        }
        if (isAsked(now)) {
            return new Turn.Await<>(flight.orElseThrow().result());
        }
        var lost = flight;
        var asking = new Flight(new CompletableFuture<>(), now.plus(patience));
        flight = Optional.of(asking);
        lost.ifPresent(one -> one.result().complete(Optional.empty()));
        return new Turn.Ask<>(asking, after == Instant.MIN ? known() : Optional.empty());
    }

    private Optional<K> known() {
        return found.map(Found::knowledge);
    }

    private boolean isAsked(Instant now) {
        return flight.filter(one -> now.isBefore(one.overdueAt())).isPresent();
    }

    /** @return what was known before */
    Optional<K> found(Flight asked, K knowledge, Instant now) {
        Optional<K> before;
        synchronized (this) {
            before = known();
            found = Optional.of(new Found<>(knowledge, now, changedAt(knowledge, now)));
            refreshAt = now.plus(lasts);
            end(asked);
        }
        asked.result().complete(Optional.empty());
        return before;
    }

    private Instant changedAt(K knowledge, Instant now) {
        return found.map(old -> old.knowledge().equals(knowledge) ? old.changedAt() : now)
                .orElse(Instant.MIN);
    }

    /** @return what is known from before, which serves a little longer */
    Optional<Found<K>> failed(Flight asked, Optional<Failure> why, Instant now, Instant after) {
        Optional<Found<K>> kept;
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
