package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Hands out what a lane sends next, as far as there is room and leave. Works under the monitor of {@link Loaded}. */
final class Takeoffs {
    private final Loaded loaded;
    private final Store store;
    private final LaneLimits limits;
    private final LaneReading reading;
    private final Landings landings;

    Takeoffs(Loaded loaded, Store store, LaneLimits limits, LaneReading reading, Landings landings) {
        this.loaded = loaded;
        this.store = store;
        this.limits = limits;
        this.reading = reading;
        this.landings = landings;
    }

    Optional<Found> next(LaneMemory lane) {
        try {
            return find(lane);
        } catch (RuntimeException e) {
            loaded.drop("it could not be read on: " + e.getMessage());
            throw e;
        }
    }

    private Optional<Found> find(LaneMemory lane) {
        var now = store.now();
        var room = limits.inFlight() - lane.unsettled();
        var permit = lane.leave().permit(now);
        if (room <= 0 || permit == Pause.Permit.NONE) {
            return Optional.empty();
        }
        if (permit == Pause.Permit.PROBE) {
            return lane.leave().beginProbe(now) ? Optional.of(probe(lane, now)) : Optional.empty();
        }
        var found = reading.next(lane, limits.batch(), room, now);
        begin(lane, found);
        loaded.flights().add(found.flights());
        return Optional.of(found);
    }

    /** One call only: what was found with it becomes a row, and waits. */
    private Found probe(LaneMemory lane, long now) {
        var found = lane.leave().probesWhatIsNew() ? reading.newFirst(lane, now) : reading.next(lane, 1, 1, now);
        begin(lane, found);
        var held = new Outcome.Held(lane.leave().reason().orElse(Reason.UNAVAILABLE));
        var others = found.keepFirstBatch().stream()
                .map(flight -> new Landing(flight, held))
                .toList();
        landings.land(lane, others);
        lane.leave().probeWith(found.deliveries());
        loaded.flights().add(found.flights());
        return found;
    }

    private void begin(LaneMemory lane, Found found) {
        var begin = lane.begin(found);
        if (found.needsWriting()) {
            lane.write(begin).thenRun(loaded.bell()::ring);
        }
        landings.land(lane, found.ended());
    }

    /**
     * Nothing merged is sent before the store knows how far it reaches: what is read again must reach as far. Waits for that
     * without the monitor.
     */
    List<Delivery> marked(LaneMemory lane, Found found) throws InterruptedException {
        if (found.mergedTo().isPresent()) {
            try {
                long mergedTo = found.mergedTo().get();
                LaneWrites.await(lane.write(tx -> tx.reading(loaded.name(), mergedTo)));
            } catch (InterruptedException | RuntimeException e) {
                takeBack(found, e);
                throw e;
            }
        }
        return found.deliveries();
    }

    /** See {@link Lane#sending}. */
    CompletionStage<Void> sending(List<Delivery> deliveries, Duration settlesWithin) {
        return loaded.memory().isPresent() && loaded.flights().has(deliveries)
                ? landings.send(deliveries, settlesWithin)
                : CompletableFuture.failedFuture(new IllegalStateException(
                        "The lane " + loaded.name() + " was loaded again; this is not sent."));
    }

    private void takeBack(Found found, Exception why) {
        synchronized (loaded) {
            loaded.drop("nothing was sent: " + why.getMessage());
            loaded.flights().remove(found.flights());
        }
    }
}
