package io.sluice.inbox;

import io.sluice.delivery.Flow;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Brings a lane back to where the store says it is: after a start, a change of holder, or a failed write. Nothing of an
 * earlier loading may be on its way to the store any more.
 */
final class LaneLoading {
    private final Flow flow;
    private final AccountState account;
    private final Store store;

    LaneLoading(Flow flow, AccountState account, Store store) {
        this.flow = flow;
        this.account = account;
        this.store = store;
    }

    /**
     * @param writes what the lane is going to write with
     * @throws StoreUnavailable when the store does not answer
     */
    LaneMemory load(LaneWrites writes) throws InterruptedException {
        // A commit whose answer was lost may still be under way: it holds the row of the fence, so that this waits for
        // it.
        LaneWrites.await(writes.add(tx -> {}));
        var interrupted = settleInterrupted();
        LaneWrites.await(writes.add(tx -> {
            tx.update(interrupted.rows());
            tx.count(interrupted.counts());
            tx.unblock(flow.lane());
        }));
        var row = store.lane(flow.lane());
        var beyond = store.rowsAfter(flow.lane(), row.position());
        var open = store.openKeys(flow.lane());
        var memory = new LaneMemory(
                flow.lane(),
                new Progress(row.position(), row.ahead()),
                new Keys(open, firstRows(beyond, open)),
                new Leave(flow.lane(), account, new Pause(row.pausedUntil(), row.reason())),
                writes,
                reread(row, beyond));
        memory.load(store.jobs(flow.lane()));
        return memory;
    }

    private static LaneMemory.Reread reread(LaneRow row, List<DeliveryRow> beyond) {
        var last = beyond.isEmpty() ? 0 : beyond.get(beyond.size() - 1).seq();
        return new LaneMemory.Reread(
                row.readTo(), last, beyond.stream().map(RowId::of).collect(Collectors.toSet()));
    }

    private static Map<String, Long> firstRows(List<DeliveryRow> beyond, Map<MappingKey, Integer> keys) {
        var count = new HashMap<String, Integer>();
        var open = beyond.stream().filter(row -> row.state().open()).collect(Collectors.groupingBy(DeliveryRow::key));
        keys.forEach((row, n) -> count.merge(row.key(), n, Integer::sum));
        open.keySet().removeIf(key -> count.get(key) > open.get(key).size());
        var firsts = new HashMap<String, Long>();
        open.forEach((key, rows) -> firsts.put(key, rows.get(0).seq()));
        return firsts;
    }

    private record Interrupted(List<DeliveryRow> rows, Map<Count, Long> counts) {}

    /** Calls that must not be repeated and were under way: nobody can know yet, or ever, whether they arrived. */
    private Interrupted settleInterrupted() {
        var rows = new ArrayList<DeliveryRow>();
        var counts = new HashMap<Count, Long>();
        var heads = new HashSet<String>();
        for (var row : store.rowsInState(flow.lane(), DeliveryRow.State.SENDING)) {
            var why = row.because(Reason.OUTCOME_UNKNOWN, "The process ended while the call was under way.");
            if (row.nextAt().isPresent()) {
                rows.add(
                        heads.add(row.key())
                                ? why.tried(0)
                                        .in(DeliveryRow.State.PARKED)
                                        .at(row.nextAt().get())
                                : why.in(DeliveryRow.State.WAITING));
            } else if (onUnknown(row) == OnUnknown.REPEAT) {
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
                .filter(Mapped.Wanted.class::isInstance)
                .map(mapped -> ((Mapped.Wanted) mapped).onUnknown())
                .findFirst()
                .orElse(OnUnknown.REFUSE);
    }
}
