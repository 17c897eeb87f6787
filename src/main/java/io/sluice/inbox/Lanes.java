package io.sluice.inbox;

import io.sluice.delivery.Action;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Flows;
import io.sluice.delivery.Holder;
import io.sluice.delivery.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/** The lanes of this process, and what it knows of their accounts. */
@ApplicationScoped
public class Lanes implements Holder {
    private static final Logger LOG = Logger.getLogger(Lanes.class);
    private static final long STOP_POLL_MILLIS = 20;

    private final Store store;
    private final Map<String, Flow> flows;
    private final Set<String> on = new HashSet<>();
    private final Set<String> doors;
    private final Repeatable repeatable;
    private final Iterable<Action> actions;
    private final Backoff backoff;
    private final Map<String, AccountState> accounts = new ConcurrentHashMap<>();
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    @Inject
    Lanes(Store store, Flows flows, @Any Instance<Action> actions, RetryConfig retry) {
        this.store = store;
        this.flows = flows.flows().stream().collect(Collectors.toMap(Flow::lane, flow -> flow));
        this.flows.values().stream().filter(flows::on).map(Flow::lane).forEach(on::add);
        this.doors = Set.copyOf(flows.doors());
        this.backoff = new Backoff(retry.patience(), shared());
        this.actions = actions;
        this.repeatable = Repeatable.of(actions);
    }

    /** Makes every flow that is on known to the store, a new one at the end of the log: before events are accepted. */
    public void register() {
        store.write(Store.Urgency.SETTLE, tx -> {
                    on.forEach(lane -> tx.register(lane, flows.get(lane).door()));
                    return null;
                })
                .toCompletableFuture()
                .join();
    }

    @Override
    public boolean holds(String door) {
        return !stopped && state(door).fence().isPresent();
    }

    @Override
    public Optional<Reason> pausedFor(String door) {
        return state(door).leftAlone(store.now());
    }

    /**
     * Ends all calling: nothing more is handed out, what waits for its turn at a door comes back without having been sent,
     * and the calls under way get their answers. Camel cannot do this: it stops the routes of collected batches while those
     * still wait at the door.
     *
     * @return when everything has come back and is settled, or after so long
     */
    public void stop(Duration atMost) {
        stopped = true;
        lanes.values().forEach(Lane::stop);
        try {
            settled(lanes.values(), atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lanes.values().stream()
                .filter(lane -> !lane.settled())
                .forEach(lane -> LOG.warnf("lane.not_back lane=%s: its calls had no answer in time", lane.name()));
    }

    /** Waits until all that these lanes have handed out has come back and is on disk. @return whether it has */
    static boolean settled(Collection<Lane> lanes, Duration atMost) throws InterruptedException {
        return all(lanes, Lane::settled, atMost);
    }

    private static boolean all(Collection<Lane> lanes, Predicate<Lane> state, Duration atMost)
            throws InterruptedException {
        var deadline = System.nanoTime() + atMost.toNanos();
        while (!lanes.stream().allMatch(state)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(STOP_POLL_MILLIS);
        }
        return true;
    }

    /**
     * Lets lanes stand still while something is done to what they keep in the store; then they load it again.
     *
     * @param drained whether their jobs must have ended as well
     * @return whether it was done; not where calls or jobs under way did not come back in time
     */
    static boolean whileStanding(Collection<Lane> lanes, boolean drained, Duration atMost, Interruptible work)
            throws InterruptedException {
        try {
            if (drained) {
                lanes.forEach(Lane::drain);
            }
            var ready = !drained || all(lanes, Lane::drained, atMost);
            lanes.forEach(Lane::stop);
            var standing = ready && settled(lanes, atMost);
            if (standing) {
                work.run();
            }
            return standing;
        } finally {
            lanes.forEach(Lane::goOn);
        }
    }

    /** What may wait for the store. */
    @FunctionalInterface
    interface Interruptible {
        void run() throws InterruptedException;
    }

    /** Those of them that this process runs. @param lane empty: all of the account */
    List<Lane> of(String account, Optional<String> lane) {
        return lanes.values().stream()
                .filter(one -> flows.get(one.name()).door().equals(account))
                .filter(one -> lane.isEmpty() || lane.get().equals(one.name()))
                .toList();
    }

    /** See {@link Flows#doors}. */
    Set<String> accounts() {
        return doors;
    }

    AccountState state(String account) {
        return accounts.computeIfAbsent(account, name -> new AccountState(name, System::nanoTime));
    }

    /** The lane for its one consumer. */
    Lane open(String name, LaneLimits limits) {
        var flow = flows.get(name);
        if (flow == null) {
            throw new IllegalArgumentException("inbox:" + name + " has no mapping: write routes/" + name
                    + ".mapping.yaml. There are mappings for " + flows.keySet() + ".");
        }
        var own = actions(flow.destination());
        var contacts = new ContactMemory(flow.account(), own);
        var screen = new Screen(store, contacts);
        var jobs = JobReading.of(flow.account(), own);
        var due = new DueRows(flow, store, limits, repeatable, screen, this::passed, jobs);
        var events = new NewEvents(flow, store, limits, repeatable, screen, jobs);
        var reading = new LaneReading(due, events, new OrderMemory(name, store), limits);
        var lane = new Lane(flow, state(flow.door()), store, backoff, limits, reading, contacts);
        lanes.put(name, lane);
        return lane;
    }

    private List<Action> actions(String destination) {
        return StreamSupport.stream(actions.spliterator(), false)
                .filter(action -> action.destination().equals(destination))
                .toList();
    }

    Lane lane(String name) {
        return lanes.get(name);
    }

    /** The lanes whose thread has ended, though nobody stopped it. */
    public List<String> withoutReader() {
        return lanes.values().stream()
                .filter(Lane::lostItsReader)
                .map(Lane::name)
                .toList();
    }

    /** Something new is in the log. */
    void wake() {
        lanes.values().forEach(lane -> lane.bell().ring());
    }

    private boolean passed(List<String> mappings, long seq, String keyValues) {
        return flows.values().stream()
                .filter(flow -> flow.mappings().stream().anyMatch(mappings::contains))
                .map(flow -> lanes.get(flow.lane()))
                .allMatch(lane -> lane == null || lane.passed(mappings, seq, keyValues));
    }

    private static RandomGenerator shared() {
        return () -> ThreadLocalRandom.current().nextLong(); // asked from many threads
    }
}
