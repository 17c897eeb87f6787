package io.sluice.inbox;

import io.sluice.delivery.Action;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Flows;
import io.sluice.event.Event;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The store as a command has it: beside a running gateway, or with none running. */
public final class CommandStore implements AutoCloseable {
    private static final long POLL_MILLIS = 200;

    /** For the time that an errand may take where nobody else holds the account. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final SqlStore store;
    private final Flows flows;
    private final Predicate<String> repeatable;
    private final Replays replays;

    CommandStore(SqlStore store, Flows flows, Predicate<String> repeatable) {
        this.store = store;
        this.flows = flows;
        this.repeatable = repeatable;
        this.replays = new Replays(store, flows.flows(), repeatable);
    }

    /**
     * @throws IllegalArgumentException when there is no such store
     * @throws StoreUnavailable when it cannot be read
     */
    public static CommandStore open(StoreConfig config, Flows flows, Iterable<Action> actions) {
        var store = SqlStore.beside(Database.beside(config, InstantSource.system()));
        return new CommandStore(store, flows, Repeatable.of(actions));
    }

    /** What came of an errand. @param done false: the text says why not */
    public record Answer(boolean done, String text) {}

    /** The deliveries of the selection, the newest first, at most so many. */
    public List<Trace> deliveries(Selection selection, int most) {
        var found = new ArrayList<Trace>();
        var calls = new CallSearch(store);
        new Traces(store, flows.flows(), repeatable).find(selection, traced -> {
            found.add(Trace.of(traced, calls));
            return found.size() < most;
        });
        return found;
    }

    /** Keeps the events, as if they had been sent to a gateway: they are on disk when it returns. @return how many were new */
    public int accept(List<Event> events) throws InterruptedException {
        return store.written(tx -> tx.append(events));
    }

    /** The accounts and lanes that make no calls now. */
    public List<Paused> paused() {
        return store.paused();
    }

    /**
     * What a replay would do, by lane; lanes that have nothing to do with it are left out.
     *
     * @throws IllegalArgumentException when it comes to too much, or a mapping that it names is not there
     */
    public Map<Flow, String> plan(Errand.Replay replay) {
        for (var name : replay.again()) {
            if (flows.flows().stream().noneMatch(flow -> flow.mappings().contains(name))) {
                throw new IllegalArgumentException("There is no mapping '" + name + "' in the routes.");
            }
        }
        var plans = new LinkedHashMap<Flow, String>();
        for (var flow : flows.flows()) {
            var summary = replays.plan(flow.lane(), replay).summary();
            if (!summary.isEmpty()) {
                plans.put(flow, summary.toString());
            }
        }
        return plans;
    }

    /**
     * Has it carried out by the holder of the account, or, where there is none, carries it out.
     *
     * @param lane empty: for the whole account
     * @param patience after which it is still done as soon as it can be, but without anybody waiting for it
     */
    public Answer ask(String account, Optional<String> lane, Errand errand, Duration patience)
            throws InterruptedException {
        var id = store.written(tx -> ErrandSql.insert(tx.sql(), account, lane, errand, tx.now()));
        var deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() - deadline < 0) {
            var row = store.reads().read(sql -> ErrandSql.one(sql, id));
            if (!row.isOpen()) {
                return new Answer(row.state() == ErrandRow.State.DONE, row.answer());
            }
            if (!held(account)) {
                carryOut(row);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return new Answer(
                false,
                "Not done within " + patience.toSeconds() + " s. It stays in the store as errand " + id
                        + ", and is done when the calls under way of its lane have come back.");
    }

    private boolean held(String account) {
        var now = store.now();
        return store.reads().read(sql -> AccountSql.held(sql, account, now));
    }

    /** Under a lease of our own; a gateway that starts meanwhile takes it over, and the errand with it. */
    private void carryOut(ErrandRow errand) throws InterruptedException {
        var holder = "command " + UUID.randomUUID();
        var fence = store.written(tx -> tx.lease(errand.account(), holder, LEASE.toMillis()));
        if (fence.isPresent()) {
            try {
                new ErrandWork(store, replays).carryOut(errand, fence.get());
            } finally {
                store.written(tx -> {
                    tx.release(errand.account(), holder, 0);
                    return null;
                });
            }
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
