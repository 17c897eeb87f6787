package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Job;
import io.sluice.delivery.JobPoll;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Settled;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes back what a lane has handed out, and writes down what became of it. Works under the monitor of {@link Loaded}. */
final class Landings {
    private final Loaded loaded;
    private final Store store;
    private final Backoff backoff;
    private final ContactMemory contacts;

    Landings(Loaded loaded, Store store, Backoff backoff, ContactMemory contacts) {
        this.loaded = loaded;
        this.store = store;
        this.backoff = backoff;
        this.contacts = contacts;
    }

    /** See {@link Lane#polled}. */
    CompletionStage<Void> polled(JobPoll poll, CallRow call) {
        var job = poll.job();
        loaded.bell().ring();
        if (!isOut(job)) {
            return CompletableFuture.completedFuture(null);
        }
        var lane = loaded.memory().orElseThrow();
        var now = store.now();
        var answered = lane.leave().polled(job, poll.failure(), now);
        if (poll.verdicts().isEmpty()) {
            lane.jobs().again(job, now);
            return lane.write(answered);
        }
        var verdict = lane.leave().judgeJob(JobLandings.of(job, poll.verdicts().get()));
        var judged = lane.leave().judged(verdict.failure(), now);
        return settle(lane, lane.land(job, verdict.landings(), backoff, now), tx -> {
            tx.record(List.of(call));
            answered.in(tx);
            judged.in(tx);
        });
    }

    /** See {@link Lane#abandon(Job)}. */
    void abandon(Job job) {
        if (isOut(job)) {
            var lane = loaded.memory().orElseThrow();
            lane.leave().abandoned(job);
            lane.jobs().again(job, store.now());
        }
    }

    /** Whether it is this loading that has handed it out. */
    private boolean isOut(Job job) {
        return loaded.memory().filter(lane -> lane.jobs().out(job)).isPresent();
    }

    /** See {@link Lane#settle}. */
    CompletionStage<Void> settle(List<Settled> settled, Optional<Failure> failure, CallRow call) {
        var landings = landings(settled);
        if (landings.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var lane = loaded.memory().orElseThrow();
        var verdict = lane.leave().judge(landings, failure);
        var answered = lane.leave().answered(verdict.landings(), verdict.failure(), call.calls() > 0, store.now());
        return land(lane, verdict.landings(), tx -> {
            tx.record(List.of(call));
            answered.in(tx);
        });
    }

    /** See {@link Lane#abandon(List, Exception)}. */
    CompletionStage<Void> abandon(List<Delivery> deliveries, Exception cause) {
        var landings = landings(deliveries.stream()
                .map(delivery -> new Settled(delivery, abandoned(delivery, cause)))
                .toList());
        loaded.memory().ifPresent(lane -> lane.leave().abandoned(landings));
        return landings.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : land(loaded.memory().orElseThrow(), landings);
    }

    private Outcome abandoned(Delivery delivery, Exception cause) {
        var why = cause.getClass().getName();
        var policy = loaded.flights().isSending(delivery) ? delivery.wanted().onUnknown() : OnUnknown.REPEAT;
        return switch (policy) {
            case REFUSE -> new Outcome.Refused(Reason.OUTCOME_UNKNOWN, why);
            case LOOK_UP -> new Outcome.Parked(Reason.OUTCOME_UNKNOWN, why);
            case REPEAT -> new Outcome.Parked(Reason.INTERNAL, why);
        };
    }

    /**
     * Writes down that the call of these may be made from now on. What goes after them of the same keys gets a row as well: of
     * one key all comes back in one way.
     */
    CompletionStage<Void> send(List<Delivery> deliveries, Duration settlesWithin) {
        var now = store.now();
        var lookUpAt = now + settlesWithin.toMillis();
        Set<Delivery> called = Collections.newSetFromMap(new IdentityHashMap<>());
        called.addAll(deliveries);
        var before = loaded.flights().withKeysOf(deliveries).stream()
                .filter(flight ->
                        called.contains(flight.delivery()) || flight.row().isEmpty())
                .toList();
        var after = before.stream()
                .map(flight -> called.contains(flight.delivery()) ? flight.sending(lookUpAt) : flight.withRow())
                .toList();
        loaded.flights().add(after);
        var lane = loaded.memory().orElseThrow();
        return settle(lane, lane.send(before, after, backoff, now), tx -> {});
    }

    /** What was handed out before the memory was lost settles nothing. */
    private List<Landing> landings(List<Settled> settled) {
        var landings = loaded.flights().land(settled);
        loaded.bell().ring();
        return loaded.memory().isPresent() ? landings : List.of();
    }

    /** What came to its end without a call. */
    CompletionStage<Void> land(LaneMemory lane, List<Landing> landings) {
        return land(lane, landings, tx -> {});
    }

    private CompletionStage<Void> land(LaneMemory lane, List<Landing> landings, LaneWrites.Change more) {
        if (landings.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var learned = contacts.learn(landings, store.now());
        return settle(lane, lane.land(landings, backoff, store.now()), tx -> {
            learned.in(tx);
            more.in(tx);
        });
    }

    private CompletionStage<Void> settle(LaneMemory lane, Settlement settlement, LaneWrites.Change more) {
        return lane.write(tx -> {
                    settlement.in(tx);
                    more.in(tx);
                })
                .thenRun(() -> release(lane, settlement));
    }

    private void release(LaneMemory lane, Settlement settlement) {
        synchronized (loaded) {
            var free = lane.release(settlement);
            if (!free.isEmpty() && loaded.is(lane)) {
                lane.write(tx -> tx.free(loaded.name(), free)).thenRun(loaded.bell()::ring);
            }
            loaded.bell().ring();
        }
    }
}
