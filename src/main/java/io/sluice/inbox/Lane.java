package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Job;
import io.sluice.delivery.JobPoll;
import io.sluice.delivery.Settled;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One flow of one account: hands out deliveries, first those whose turn has come, then new ones from the log, and takes
 * back what became of them; stands still when it is told to.
 */
final class Lane {
    private final Loaded loaded;
    private final Store store;
    private final Takeoffs takeoffs;
    private final Landings landings;

    /** Written under the monitor of what is loaded, like the next. */
    private boolean stopped;

    private boolean draining;
    private volatile Optional<Thread> reader = Optional.empty();

    Lane(
            Flow flow,
            AccountState account,
            Store store,
            Backoff backoff,
            LaneLimits limits,
            LaneReading reading,
            ContactMemory contacts) {
        this.store = store;
        this.loaded = new Loaded(flow.lane(), account, store, new LaneLoading(flow, account, store));
        this.landings = new Landings(loaded, store, backoff, contacts);
        this.takeoffs = new Takeoffs(loaded, store, limits, reading, landings);
    }

    String name() {
        return loaded.name();
    }

    /** Rings when there may be work. */
    Bell bell() {
        return loaded.bell();
    }

    /** Hands out nothing more. */
    void stop() {
        synchronized (loaded) {
            stopped = true;
        }
    }

    /** Hands out nothing more, but goes on asking about the jobs that were submitted. */
    void drain() {
        synchronized (loaded) {
            draining = true;
        }
    }

    /** Whether everything that was handed out has come back, and no job is left. */
    boolean drained() {
        synchronized (loaded) {
            return loaded.flights().isEmpty()
                    && loaded.memory().filter(lane -> lane.jobs().isEmpty()).isPresent();
        }
    }

    /** Whether everything that was handed out has come back, and is on disk. */
    boolean settled() {
        synchronized (loaded) {
            return loaded.flights().isEmpty()
                    && loaded.memory().map(lane -> lane.jobs().quiet()).orElse(true)
                    && loaded.written();
        }
    }

    /** After a stop, when everything was settled: with what the store says now. */
    void goOn() {
        synchronized (loaded) {
            loaded.loadAgain();
            stopped = false;
            draining = false;
        }
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
        if (!loaded.ready()) {
            return List.of();
        }
        Optional<LaneMemory> lane;
        Optional<Found> found;
        synchronized (loaded) {
            lane = loaded.memory().filter(current -> !stopped && !draining);
            found = lane.flatMap(takeoffs::next);
        }
        return found.isPresent() ? takeoffs.marked(lane.orElseThrow(), found.get()) : List.of();
    }

    /** A job to ask about now, alone; empty when there is none whose time has come, or no leave. */
    Optional<Job> nextPoll() {
        synchronized (loaded) {
            return stopped || !loaded.holdsAccount()
                    ? Optional.empty()
                    : loaded.memory().flatMap(lane -> lane.jobs().next(store.now(), lane.leave()));
        }
    }

    /**
     * Before a call that must not be repeated: completes when the store knows that it may have been made.
     *
     * @param settlesWithin how long from now it can be at work, where it is looked up afterwards what it has done
     */
    CompletionStage<Void> sending(List<Delivery> deliveries, Duration settlesWithin) {
        synchronized (loaded) {
            return takeoffs.sending(deliveries, settlesWithin);
        }
    }

    /**
     * Takes back what became of deliveries.
     *
     * @return completes when it is on disk; exceptionally when it never will be: then it is read again
     */
    CompletionStage<Void> settle(List<Settled> settled, Optional<Failure> failure, CallRow call) {
        synchronized (loaded) {
            return landings.settle(settled, failure, call);
        }
    }

    /** Takes back deliveries after an unexpected exception on the way to the call or back. */
    CompletionStage<Void> abandon(List<Delivery> deliveries, Exception cause) {
        synchronized (loaded) {
            return landings.abandon(deliveries, cause);
        }
    }

    /** Takes back a job with its verdicts, or without: then it is asked about again. */
    CompletionStage<Void> polled(JobPoll poll, CallRow call) {
        synchronized (loaded) {
            return landings.polled(poll, call);
        }
    }

    /** Takes back a job after an unexpected exception on the way to the call or back. */
    void abandon(Job job) {
        synchronized (loaded) {
            landings.abandon(job);
        }
    }

    /** See {@link Gate}; takes no lock, since other lanes ask while they hold theirs. */
    boolean passed(List<String> mappings, long seq, String keyValues) {
        return loaded.memory()
                .filter(lane -> lane.passed(mappings, seq, keyValues))
                .isPresent();
    }
}
