package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Flow;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Settled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * One flow of one account: hands out deliveries, first those whose turn has come, then new ones from the log, and takes
 * back what became of them. What is not settled when the process ends, or the store fails, or the account is lost, is simply
 * read again.
 */
final class Lane {
    private static final Logger LOG = Logger.getLogger(Lane.class);

    private static final long PATIENCE_SECONDS = 30;

    private final Flow flow;
    private final AccountState account;
    private final Store store;
    private final Backoff backoff;
    private final LaneLimits limits;
    private final LaneReading reading;
    private final LaneLoading loader;
    private final Map<RowId, Flight> flights = new HashMap<>();

    private Optional<LaneMemory> memory = Optional.empty();
    private int loading;
    private boolean woken;
    private volatile Optional<Thread> reader = Optional.empty();

    Lane(Flow flow, AccountState account, Store store, Backoff backoff, LaneLimits limits, LaneReading reading) {
        this.flow = flow;
        this.account = account;
        this.store = store;
        this.backoff = backoff;
        this.limits = limits;
        this.reading = reading;
        this.loader = new LaneLoading(flow, store);
    }

    String name() {
        return flow.lane();
    }

    String account() {
        return account.name();
    }

    /** What to send now, together; empty when there is nothing, no room, or no leave. Called by one thread only. */
    List<Delivery> next() {
        if (!ready()) {
            return List.of();
        }
        var found = read();
        var merges = found.flatMap(Found::read).filter(Read::merging);
        if (merges.isPresent() && !written(merges.get())) {
            return List.of();
        }
        return found.map(Found::flights).orElse(List.of()).stream()
                .map(Flight::delivery)
                .toList();
    }

    /** Nothing merged is sent before the store knows how far it reaches: what is read again must reach as far. */
    private boolean written(Read read) {
        try {
            write(tx -> tx.reading(name(), read.span().last()))
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (Exception e) {
            LOG.warnf("lane.not_sent lane=%s why=%s", name(), e.getMessage());
            synchronized (this) {
                memory = Optional.empty();
                flights.values()
                        .removeIf(flight -> flight.read().filter(read::equals).isPresent());
            }
            return false;
        }
    }

    private synchronized Optional<Found> read() {
        if (memory.isEmpty()) {
            return Optional.empty();
        }
        var lane = memory.get();
        var now = store.now();
        var leave = leave(lane, now);
        var room = limits.inFlight() - flights.size();
        if (leave == Pause.Permit.NONE || room <= 0) {
            return Optional.empty();
        }
        var probing = leave == Pause.Permit.PROBE;
        var found = reading.next(lane, probing ? 1 : limits.batch(), probing ? 1 : room, now, loading);
        if (!found.postponed().isEmpty()) {
            write(tx -> tx.update(found.postponed()));
        }
        if (!found.ended().isEmpty()) {
            land(lane, found.ended(), List.of(), tx -> {});
        }
        found.read().ifPresent(read -> begin(lane, read));
        found.flights().forEach(flight -> flights.put(RowId.of(flight.delivery()), flight));
        if (probing && !found.flights().isEmpty()) {
            probe(lane, now, RowId.of(found.flights().get(0).delivery()));
        }
        return Optional.of(found);
    }

    /** Before a call that must not be repeated: completes when the store knows that it may have been made. */
    synchronized CompletionStage<Void> sending(List<Delivery> deliveries) {
        var rows = new ArrayList<DeliveryRow>();
        for (var delivery : deliveries) {
            Optional.ofNullable(flights.get(RowId.of(delivery)))
                    .filter(flight -> flight.loading() == loading && memory.isPresent())
                    .flatMap(Flight::row)
                    .ifPresent(row -> rows.add(row.in(DeliveryRow.State.SENDING)));
        }
        if (rows.size() != deliveries.size()) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("The lane " + name() + " was loaded again; this is not sent."));
        }
        return write(tx -> tx.update(rows));
    }

    /**
     * Takes back what became of deliveries.
     *
     * @return completes when it is on disk; at once where the rest of a reading is still under way
     */
    synchronized CompletionStage<Void> settle(List<Settled> settled, Optional<Failure> failure, CallRow call) {
        var landings = new ArrayList<Landing>();
        for (var one : settled) {
            var flight = flights.remove(RowId.of(one.delivery()));
            if (flight != null && flight.loading() == loading && memory.isPresent()) {
                landings.add(new Landing(flight, one.outcome()));
            }
        }
        wake();
        if (landings.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var lane = memory.orElseThrow();
        return land(lane, landings, List.of(call), pausing(lane, failure, landings));
    }

    /** An unexpected exception on the way to the call or back. */
    CompletionStage<Void> abandon(List<Delivery> deliveries, Exception cause) {
        var settled = deliveries.stream()
                .map(delivery -> new Settled(delivery, abandoned(delivery, cause)))
                .toList();
        var seq = deliveries.get(0).seq();
        return settle(settled, Optional.empty(), new CallRow(name(), "", seq, seq, 0, 0, 0, store.now(), 0));
    }

    private static Outcome abandoned(Delivery delivery, Exception cause) {
        var why = cause.getClass().getName();
        return delivery.repeatable() || delivery.wanted().onUnknown() == OnUnknown.REPEAT
                ? new Outcome.Parked(Reason.INTERNAL, why)
                : new Outcome.Refused(Reason.OUTCOME_UNKNOWN, why);
    }

    /** Whether every event up to {@code seq} is done here, or has a row. */
    synchronized boolean passed(long seq) {
        return memory.map(lane -> lane.progress().position() >= seq).orElse(false);
    }

    /** Returns when there may be work, or after so long. */
    synchronized void awaitWork(long millis) throws InterruptedException {
        if (!woken) {
            wait(millis);
        }
        woken = false;
    }

    /** The thread that reads, or none when it has been stopped. */
    void readBy(Optional<Thread> thread) {
        reader = thread;
    }

    boolean lostItsReader() {
        return reader.filter(thread -> !thread.isAlive()).isPresent();
    }

    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /**
     * Holds the account and has its memory; what an earlier loading sent off must have come back first. Loads without the
     * lock: it waits for the writer, whose answers to earlier writes may want the lock.
     */
    private boolean ready() {
        var fence = account.fence();
        synchronized (this) {
            if (fence.isEmpty()) {
                memory = Optional.empty();
            }
            if (memory.isPresent() || fence.isEmpty() || !flights.isEmpty()) {
                return memory.isPresent();
            }
        }
        try {
            var loaded = loader.load(account.name(), fence.get());
            synchronized (this) {
                memory = Optional.of(loaded);
                loading++;
                return true;
            }
        } catch (Exception e) {
            LOG.warnf("lane.not_loaded lane=%s why=%s", name(), e.getMessage());
            return false;
        }
    }

    private Pause.Permit leave(LaneMemory lane, long now) {
        var ofAccount = account.permit(now);
        var ofLane = lane.pause().permit(now);
        return ofAccount.compareTo(ofLane) > 0 ? ofAccount : ofLane;
    }

    private void probe(LaneMemory lane, long now, RowId carrier) {
        if (account.permit(now) == Pause.Permit.PROBE) {
            account.probe(new Probe(name(), carrier));
        }
        if (lane.pause().permit(now) == Pause.Permit.PROBE) {
            lane.pause().probe(carrier);
        }
    }

    /** A reading that found nothing to send is complete at once. */
    private void begin(LaneMemory lane, Read read) {
        var complete = read.complete();
        if (complete) {
            lane.progress().complete(read.span());
        }
        if (!complete && read.rows().isEmpty()) {
            return;
        }
        var progress = snapshot(lane);
        write(tx -> {
                    tx.insert(read.rows());
                    tx.count(read.rowCounts());
                    if (complete) {
                        tx.count(read.counts());
                        progress.in(tx);
                    }
                })
                .thenRun(this::wake);
    }

    private CompletionStage<Void> land(LaneMemory lane, List<Landing> landings, List<CallRow> calls, Change more) {
        var settlement = new Settlement(name(), lane.progress().position(), backoff, store.now());
        var landed = new ArrayList<Landing>();
        var reads = new HashSet<Read>();
        landings.forEach(landing -> landing.flight()
                .read()
                .ifPresentOrElse(
                        read -> {
                            read.land(landing);
                            reads.add(read);
                        },
                        () -> landed.add(landing)));
        reads.removeIf(read -> !read.complete());
        for (var read : reads) {
            landed.addAll(read.landed());
            settlement.count(read.counts());
            lane.progress().complete(read.span());
        }
        settlement.add(landed);
        settlement.opened().forEach(row -> lane.keys().addRow(row.key()));
        settlement.closed().forEach(row -> lane.keys().removeRow(row.key()));
        var progress = reads.isEmpty() ? (Change) tx -> {} : snapshot(lane);
        var began = loading;
        return write(tx -> {
                    settlement.in(tx);
                    tx.record(calls);
                    more.in(tx);
                    progress.in(tx);
                })
                .thenRun(() -> release(settlement, began));
    }

    private Change snapshot(LaneMemory lane) {
        var position = lane.progress().position();
        var ahead = lane.progress().ahead();
        return tx -> tx.move(name(), position, ahead);
    }

    /** It is on disk: only now may the next delivery of these keys be sent. */
    private synchronized void release(Settlement settlement, int began) {
        if (began == loading && memory.isPresent()) {
            var keys = memory.get().keys();
            settlement.touched().forEach(keys::land);
            var free = new HashSet<>(settlement.touched());
            free.removeAll(settlement.heads());
            free.removeIf(key -> keys.rows(key) == 0);
            if (!free.isEmpty()) {
                write(tx -> tx.free(name(), free)).thenRun(this::wake);
            }
        }
        wake();
    }

    private Change pausing(LaneMemory lane, Optional<Failure> failure, List<Landing> landings) {
        var ids = landings.stream()
                .map(landing -> RowId.of(landing.flight().delivery()))
                .toList();
        var accountProbed = ids.stream().anyMatch(id -> account.probedBy(new Probe(name(), id)));
        var laneProbed = ids.stream().anyMatch(lane.pause()::probedBy);
        if (failure.isEmpty() && !accountProbed && !laneProbed) {
            return tx -> {};
        }
        var accountFailed = failure.filter(f -> f.owner() == Failure.Owner.ACCOUNT);
        var laneFailed = failure.filter(f -> f.owner() == Failure.Owner.TARGET);
        var now = store.now();
        accountFailed.ifPresent(f -> account.failed(f, accountProbed, now));
        laneFailed.ifPresent(f -> lane.pause().failed(f, laneProbed, now));
        if (accountProbed && accountFailed.isEmpty()) {
            account.resume();
        }
        if (laneProbed && failure.isEmpty()) {
            lane.pause().resume();
        } else if (laneProbed && laneFailed.isEmpty()) {
            lane.pause().forgetProbe();
        }
        var until = account.pausedUntil();
        var why = account.pausedFor();
        var laneUntil = lane.pause().until();
        var laneWhy = lane.pause().reason();
        return tx -> {
            tx.pauseAccount(account.name(), until, why);
            tx.pauseLane(name(), laneUntil, laneWhy);
        };
    }

    /** Under the fence. When it fails, nothing in memory is true any more. */
    private CompletionStage<Void> write(Change change) {
        var fence = account.fence();
        var began = loading;
        CompletionStage<Void> stage = fence.isEmpty()
                ? CompletableFuture.failedFuture(new Tx.LeaseLost(account.name()))
                : store.write(Store.Urgency.SETTLE, tx -> {
                    tx.fence(account.name(), fence.get());
                    change.in(tx);
                    return null;
                });
        return stage.whenComplete((done, failed) -> {
            if (failed != null) {
                forget(began, failed);
            }
        });
    }

    private synchronized void forget(int began, Throwable why) {
        if (began == loading && memory.isPresent()) {
            LOG.warnf("lane.reload lane=%s why=%s", name(), why.getMessage());
            memory = Optional.empty();
            account.forgetProbe();
        }
        wake();
    }

    @FunctionalInterface
    private interface Change {
        void in(Tx tx) throws Exception;
    }

    private record Probe(String lane, RowId carrier) {}
}
