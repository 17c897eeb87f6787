package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Job;
import io.sluice.delivery.JobPoll;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Settled;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * One flow of one account: hands out deliveries, first those whose turn has come, then new ones from the log, and takes
 * back what became of them. What is not settled when the process ends, or the store fails, or the account is lost, is simply
 * read again.
 */
final class Lane {
    private static final Logger LOG = Logger.getLogger(Lane.class);

    private final Flow flow;
    private final AccountState account;
    private final Store store;
    private final Backoff backoff;
    private final LaneLimits limits;
    private final LaneReading reading;
    private final ContactMemory contacts;
    private final LaneLoading loading;
    private final Bell bell = new Bell();
    private final Flights flights = new Flights();
    private Optional<LaneWrites> writes = Optional.empty();

    /** Written under the lock. */
    private volatile Optional<LaneMemory> memory = Optional.empty();

    /** Written under the lock. */
    private boolean stopped;

    private boolean draining;

    /** Rises when a loading that is under way would bring back what is not true any more. Under the lock. */
    private int loadings;

    private volatile Optional<Thread> reader = Optional.empty();

    Lane(
            Flow flow,
            AccountState account,
            Store store,
            Backoff backoff,
            LaneLimits limits,
            LaneReading reading,
            ContactMemory contacts) {
        this.flow = flow;
        this.account = account;
        this.store = store;
        this.backoff = backoff;
        this.limits = limits;
        this.reading = reading;
        this.contacts = contacts;
        this.loading = new LaneLoading(flow, account, store);
    }

    String name() {
        return flow.lane();
    }

    /** Rings when there may be work. */
    Bell bell() {
        return bell;
    }

    /** Hands out nothing more. */
    synchronized void stop() {
        stopped = true;
    }

    /** Hands out nothing more, but goes on asking about the jobs that were submitted. */
    synchronized void drain() {
        draining = true;
    }

    /** Whether everything that was handed out has come back, and no job is left. */
    synchronized boolean drained() {
        return flights.isEmpty() && memory.filter(lane -> lane.jobs().isEmpty()).isPresent();
    }

    /** After a stop, when everything was settled: with what the store says now. */
    synchronized void goOn() {
        memory.ifPresent(lane -> lane.leave().forgetProbe());
        memory = Optional.empty();
        loadings++;
        stopped = false;
        draining = false;
        bell.ring();
    }

    /** Whether everything that was handed out has come back, and is on disk. */
    synchronized boolean settled() {
        return flights.isEmpty()
                && memory.map(lane -> lane.jobs().quiet()).orElse(true)
                && writes.map(LaneWrites::idle).orElse(true);
    }

    /** The thread that reads, or none when it has been stopped. */
    void readBy(Optional<Thread> thread) {
        reader = thread;
    }

    boolean lostItsReader() {
        return reader.filter(thread -> !thread.isAlive()).isPresent();
    }

    /**
     * What to send now, together; empty when there is nothing, no room, or no leave. Called by one thread only.
     *
     * @throws StoreUnavailable when the store cannot be read or written; it is to be asked again later
     */
    List<Delivery> next() throws InterruptedException {
        if (!ready()) {
            return List.of();
        }
        var found = read();
        var mergedTo = found.flatMap(Found::mergedTo);
        if (mergedTo.isPresent()) {
            markReading(found.get(), mergedTo.get());
        }
        return found.map(Found::deliveries).orElse(List.of());
    }

    /**
     * Whether it holds the account and has its memory; what was handed out before the memory was lost must have come back
     * first. Loads without the lock, which those who wait for the writer may want.
     */
    private boolean ready() throws InterruptedException {
        var fence = account.fence();
        if (fence.isEmpty()) {
            return false;
        }
        LaneWrites fresh;
        int before;
        synchronized (this) {
            if (memory.isPresent() && memory.get().fence() != fence.get()) {
                drop("another process has held the account");
            }
            if (memory.isPresent()
                    || !flights.isEmpty()
                    || !writes.map(LaneWrites::idle).orElse(true)) {
                return memory.isPresent();
            }
            fresh = new LaneWrites(store, account.name(), fence.get(), this::failed);
            writes = Optional.of(fresh);
            before = loadings;
        }
        var loaded = loading.load(fresh);
        synchronized (this) {
            memory = Optional.of(loaded).filter(still -> before == loadings);
            return memory.isPresent();
        }
    }

    private synchronized Optional<Found> read() {
        try {
            return stopped || draining ? Optional.empty() : memory.flatMap(this::read);
        } catch (RuntimeException e) {
            drop("it could not be read on: " + e.getMessage());
            throw e;
        }
    }

    private Optional<Found> read(LaneMemory lane) {
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
        flights.add(found.flights());
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
        land(lane, others, tx -> {});
        lane.leave().probeWith(found.deliveries());
        flights.add(found.flights());
        return found;
    }

    private void begin(LaneMemory lane, Found found) {
        var begin = lane.begin(found);
        if (found.needsWriting()) {
            lane.write(begin).thenRun(bell::ring);
        }
        land(lane, found.ended(), tx -> {});
    }

    /** Nothing merged is sent before the store knows how far it reaches: what is read again must reach as far. */
    private void markReading(Found found, long mergedTo) throws InterruptedException {
        try {
            LaneWrites.await(writes.orElseThrow().add(tx -> tx.reading(name(), mergedTo)));
        } catch (InterruptedException | RuntimeException e) {
            synchronized (this) {
                drop("nothing was sent: " + e.getMessage());
                flights.remove(found.flights());
            }
            throw e;
        }
    }

    /** A job to ask about now, alone; empty when there is none whose time has come, or no leave. */
    synchronized Optional<Job> nextPoll() {
        return stopped || account.fence().isEmpty()
                ? Optional.empty()
                : memory.flatMap(lane -> lane.jobs().next(store.now(), lane.leave()));
    }

    /** Takes back a job with its verdicts, or without: then it is asked about again. */
    synchronized CompletionStage<Void> polled(JobPoll poll, CallRow call) {
        var job = poll.job();
        bell.ring();
        if (!isOut(job)) {
            return CompletableFuture.completedFuture(null);
        }
        var lane = memory.orElseThrow();
        var now = store.now();
        var answered = lane.leave().polled(job, poll.failure(), now);
        if (poll.verdicts().isEmpty()) {
            lane.jobs().again(job, now);
            return lane.write(answered);
        }
        return settle(lane, lane.land(job, poll.verdicts().get(), backoff, now), tx -> {
            tx.record(List.of(call));
            answered.in(tx);
        });
    }

    /** Takes back a job after an unexpected exception on the way to the call or back. */
    synchronized void abandon(Job job) {
        if (isOut(job)) {
            memory.orElseThrow().leave().abandoned(job);
            memory.orElseThrow().jobs().again(job, store.now());
        }
    }

    /** Whether it is this loading that has handed it out. */
    private boolean isOut(Job job) {
        return memory.filter(lane -> lane.jobs().out(job)).isPresent();
    }

    /** Before a call that must not be repeated: completes when the store knows that it may have been made. */
    synchronized CompletionStage<Void> sending(List<Delivery> deliveries) {
        var rows = memory.flatMap(lane -> flights.sending(deliveries));
        return rows.isPresent()
                ? memory.get().write(tx -> tx.update(rows.get()))
                : CompletableFuture.failedFuture(
                        new IllegalStateException("The lane " + name() + " was loaded again; this is not sent."));
    }

    /**
     * Takes back what became of deliveries.
     *
     * @return completes when it is on disk; exceptionally when it never will be: then it is read again
     */
    synchronized CompletionStage<Void> settle(List<Settled> settled, Optional<Failure> failure, CallRow call) {
        var landings = landings(settled);
        if (landings.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var lane = memory.orElseThrow();
        var verdict = lane.leave().judge(landings, failure);
        var answered = lane.leave().answered(verdict.landings(), verdict.failure(), call.calls() > 0, store.now());
        return land(lane, verdict.landings(), tx -> {
            tx.record(List.of(call));
            answered.in(tx);
        });
    }

    /** Takes back deliveries after an unexpected exception on the way to the call or back. */
    synchronized CompletionStage<Void> abandon(List<Delivery> deliveries, Exception cause) {
        var landings = landings(deliveries.stream()
                .map(delivery -> new Settled(delivery, abandoned(delivery, cause)))
                .toList());
        memory.ifPresent(lane -> lane.leave().abandoned(landings));
        return landings.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : land(memory.orElseThrow(), landings, tx -> {});
    }

    private Outcome abandoned(Delivery delivery, Exception cause) {
        var why = cause.getClass().getName();
        return flights.isSending(delivery) && delivery.wanted().onUnknown() == OnUnknown.REFUSE
                ? new Outcome.Refused(Reason.OUTCOME_UNKNOWN, why)
                : new Outcome.Parked(Reason.INTERNAL, why);
    }

    /** What was handed out before the memory was lost settles nothing. */
    private List<Landing> landings(List<Settled> settled) {
        var landings = flights.land(settled);
        bell.ring();
        return memory.isPresent() ? landings : List.of();
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

    private synchronized void release(LaneMemory lane, Settlement settlement) {
        var free = lane.release(settlement);
        if (!free.isEmpty() && memory.filter(current -> current == lane).isPresent()) {
            lane.write(tx -> tx.free(name(), free)).thenRun(bell::ring);
        }
        bell.ring();
    }

    /** See {@link Gate}; takes no lock, since other lanes ask while they hold theirs. */
    boolean passed(List<String> mappings, long seq, String keyValues) {
        return memory.filter(lane -> lane.passed(mappings, seq, keyValues)).isPresent();
    }

    private synchronized void failed(Throwable why) {
        if (why instanceof Tx.LeaseLost) {
            account.lost(writes.orElseThrow().fence());
        }
        drop(why.getMessage());
    }

    /** All of it can be had again from the store. */
    private void drop(String why) {
        memory.ifPresent(lane -> {
            LOG.warnf("lane.reload lane=%s why=%s", name(), why);
            lane.leave().forgetProbe();
        });
        memory = Optional.empty();
        bell.ring();
    }
}
