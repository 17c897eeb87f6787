package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Mapped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of a lane that wait for other mappings, in memory, so that looking whether they still have to costs no query. In the
 * store their turn is the end of their wait; a lane that is loaded gives them their turn anew. Not thread-safe.
 */
final class Gated {
    /** What waits beyond these waits for its end. */
    private static final int MOST = 10_000;

    private static final long LOOK_MILLIS = 100;

    private final Map<RowId, Waiting> waiting = new LinkedHashMap<>();
    private long lookedAt;

    private record Waiting(DeliveryRow row, List<String> after, String keyValues) {}

    void add(DeliveryRow row, Delivery delivery) {
        if (waiting.size() < MOST) {
            var wanted = delivery.wanted();
            waiting.put(RowId.of(row), new Waiting(row, wanted.after(), Mapped.keyValues(wanted.key())));
        }
    }

    /** Its turn has come, in one way or the other. */
    void remove(DeliveryRow row) {
        waiting.remove(RowId.of(row));
    }

    /** Takes out those that need not wait any longer; looks now and then only. */
    List<DeliveryRow> passed(Gate gate, long now) {
        if (waiting.isEmpty() || now - lookedAt < LOOK_MILLIS) {
            return List.of();
        }
        lookedAt = now;
        var passed = new ArrayList<DeliveryRow>();
        waiting.values().removeIf(one -> {
            var open = gate.passed(one.after(), one.row().seq(), one.keyValues());
            if (open) {
                passed.add(one.row());
            }
            return open;
        });
        return passed;
    }
}
