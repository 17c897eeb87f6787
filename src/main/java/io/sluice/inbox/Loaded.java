package io.sluice.inbox;

import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What is loaded of a lane, and what has been handed out of it. What is not settled when the process ends, or the store
 * fails, or the account is lost, is simply read again. Who works on what is loaded holds this object's monitor meanwhile.
 */
final class Loaded {
    private static final Logger LOG = Logger.getLogger(Lane.class);

    private final String name;
    private final AccountState account;
    private final Store store;
    private final LaneLoading loading;
    private final Bell bell = new Bell();
    private final Flights flights = new Flights();
    private Optional<LaneWrites> writes = Optional.empty();
    private volatile Optional<LaneMemory> memory = Optional.empty();

    /** Rises when a loading that is under way would bring back what is not true any more. */
    private int loadings;

    Loaded(String name, AccountState account, Store store, LaneLoading loading) {
        this.name = name;
        this.account = account;
        this.store = store;
        this.loading = loading;
    }

    String name() {
        return name;
    }

    /** Rings when there may be work. */
    Bell bell() {
        return bell;
    }

    Flights flights() {
        return flights;
    }

    /** May be asked on any thread. */
    Optional<LaneMemory> memory() {
        return memory;
    }

    boolean holdsAccount() {
        return account.fence().isPresent();
    }

    /** Whether this is still what is loaded. */
    boolean is(LaneMemory lane) {
        return memory.filter(current -> current == lane).isPresent();
    }

    /** Whether nothing is on its way to the store. */
    synchronized boolean written() {
        return writes.map(LaneWrites::idle).orElse(true);
    }

    /**
     * Whether it holds the account and has its memory; what was handed out before the memory was lost must have come back
     * first. Loads without the monitor, which those who wait for the writer may want.
     */
    boolean ready() throws InterruptedException {
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
            if (memory.isPresent() || !flights.isEmpty() || !written()) {
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

    /** When the store has been changed by others, and everything was settled. */
    synchronized void loadAgain() {
        memory.ifPresent(lane -> lane.leave().forgetProbe());
        memory = Optional.empty();
        loadings++;
        bell.ring();
    }

    /** All of it can be had again from the store. */
    synchronized void drop(String why) {
        memory.ifPresent(lane -> {
            LOG.warnf("lane.reload lane=%s why=%s", name, why);
            lane.leave().forgetProbe();
        });
        memory = Optional.empty();
        bell.ring();
    }

    private synchronized void failed(Throwable why) {
        if (why instanceof Tx.LeaseLost) {
            account.lost(writes.orElseThrow().fence());
        }
        drop(why.getMessage());
    }
}
