package io.sluice.inbox;

import io.sluice.delivery.Flow;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Brings a lane back to where the store says it is: after a start, a change of holder, or a failed write. */
final class LaneLoading {
    private static final long PATIENCE_SECONDS = 30;

    private final Flow flow;
    private final Store store;

    LaneLoading(Flow flow, Store store) {
        this.flow = flow;
        this.store = store;
    }

    LaneMemory load(String account, long fence) throws Exception {
        var interrupted = settleInterrupted();
        // Queued behind every earlier write of this lane, so that what is read next is the last word.
        store.write(Store.Urgency.SETTLE, tx -> {
                    tx.fence(account, fence);
                    tx.update(interrupted.rows());
                    tx.count(interrupted.counts());
                    tx.unblock(flow.lane());
                    return null;
                })
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        var row = store.lane(flow.lane());
        var beyond = store.rowsAfter(flow.lane(), row.position());
        var keys = store.openKeys(flow.lane());
        return new LaneMemory(
                new Progress(row.position(), row.ahead()),
                row.readTo(),
                new Keys(keys),
                new Pause(row.pausedUntil(), row.reason()),
                beyond.stream().map(RowId::of).collect(Collectors.toSet()),
                firstRows(beyond, keys),
                new ArrayDeque<>());
    }

    private static Map<String, Long> firstRows(List<DeliveryRow> beyond, Map<String, Integer> keys) {
        var open = beyond.stream().filter(row -> row.state().open()).collect(Collectors.groupingBy(DeliveryRow::key));
        open.keySet().removeIf(key -> keys.get(key) > open.get(key).size());
        var firsts = new HashMap<String, Long>();
        open.forEach((key, rows) -> firsts.put(key, rows.get(0).seq()));
        return firsts;
    }

    private record Interrupted(List<DeliveryRow> rows, HashMap<Count, Long> counts) {}

    /** Calls that must not be repeated and were under way: nobody can know whether they arrived. */
    private Interrupted settleInterrupted() {
        var rows = new ArrayList<DeliveryRow>();
        var counts = new HashMap<Count, Long>();
        for (var row : store.rowsInState(flow.lane(), DeliveryRow.State.SENDING)) {
            var why = row.because(Reason.OUTCOME_UNKNOWN, "The process ended while the call was under way.");
            if (onUnknown(row) == OnUnknown.REPEAT) {
                rows.add(why.in(DeliveryRow.State.WAITING).at(store.now()));
            } else {
                rows.add(why.in(DeliveryRow.State.REFUSED));
                var count = new Count(flow.lane(), row.mapping(), "refused", Reason.OUTCOME_UNKNOWN.code());
                counts.merge(count, 1L, Long::sum);
            }
        }
        return new Interrupted(rows, counts);
    }

    private OnUnknown onUnknown(DeliveryRow row) {
        return store.events(List.of(row.seq())).stream()
                .flatMap(logged -> flow.map(logged.event()).stream())
                .filter(mapped -> mapped.mapping().equals(row.mapping()))
                .map(mapped ->
                        mapped instanceof Mapped.Wanted wanted ? Optional.of(wanted) : Optional.<Mapped.Wanted>empty())
                .flatMap(Optional::stream)
                .map(Mapped.Wanted::onUnknown)
                .findFirst()
                .orElse(OnUnknown.REFUSE);
    }
}
