package io.sluice.inbox;

import io.sluice.delivery.Flow;
import io.sluice.delivery.Mapped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds out what sending a selection again comes to: for each order key of it, the oldest event that was selected and all
 * later ones that are kept, with the mappings of today, so that the last value is the right one at the end.
 */
final class Replays {
    private static final int CHUNK = 250;
    private static final long CHUNK_BYTES = 1 << 20;

    private final SqlStore store;
    private final Map<String, Flow> flows;
    private final Predicate<String> repeatable;

    /** @param repeatable whether an action of that name may be sent the same rows twice */
    Replays(SqlStore store, Collection<Flow> flows, Predicate<String> repeatable) {
        this.store = store;
        this.flows = flows.stream().collect(Collectors.toMap(Flow::lane, Function.identity()));
        this.repeatable = repeatable;
    }

    /**
     * What is to be written is true as long as the lane stands still.
     *
     * @throws IllegalArgumentException when there is no such flow, or it comes to too much
     */
    ReplayPlan plan(String lane, Errand.Replay replay) {
        var flow = flows.get(lane);
        if (flow == null) {
            throw new IllegalArgumentException(
                    "There is no flow '" + lane + "' in the routes; there are " + flows.keySet() + ".");
        }
        var plan = new ReplayPlan(lane, replay.again());
        new Traces(store, List.of(flow), repeatable).find(replay.selection(), traced -> {
            if (traced.lane().equals(lane)) {
                plan.select(traced, isRepeatable(traced));
            }
            return true;
        });
        if (plan.hasKeys()) {
            follow(flow, plan);
        }
        return plan;
    }

    private boolean isRepeatable(Traced traced) {
        return traced.wanted().filter(this::isRepeatable).isPresent();
    }

    private boolean isRepeatable(Mapped.Wanted wanted) {
        return repeatable.test(wanted.action());
    }

    /** Once more over the log, from the oldest event that was selected. */
    private void follow(Flow flow, ReplayPlan plan) {
        var mark = store.reads().read(LaneMark::all).get(flow.lane());
        var from = plan.oldest() - 1;
        for (var some = chunk(from); !some.isEmpty() && from < mark.end(); some = chunk(from)) {
            var passed =
                    some.stream().filter(event -> mark.hasPassed(event.seq())).toList();
            var seqs = passed.stream().map(LoggedEvent::seq).toList();
            var rows = store.reads().read(sql -> new Reads(sql).rowsOf(seqs)).stream()
                    .filter(row -> row.lane().equals(flow.lane()))
                    .collect(Collectors.toMap(RowId::of, Function.identity()));
            for (var event : passed) {
                for (var mapped : flow.map(event.event())) {
                    if (mapped instanceof Mapped.Wanted wanted && isRepeatable(wanted)) {
                        plan.follow(event.seq(), wanted, rows);
                    }
                }
            }
            from = some.get(some.size() - 1).seq();
        }
    }

    private List<LoggedEvent> chunk(long after) {
        return store.eventsAfter(after, CHUNK, CHUNK_BYTES);
    }
}
