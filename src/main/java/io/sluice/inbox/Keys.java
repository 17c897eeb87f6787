package io.sluice.inbox;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The order keys of a lane that are not free: those with a delivery under way, and those with open rows. A key stays busy
 * until what became of its delivery is committed; so what a crash repeats is never older than what was sent after it. Not
 * thread-safe, but for {@link #unsettled}.
 */
final class Keys {
    private final Set<String> flying = new HashSet<>();
    private final Map<String, Integer> rows = new HashMap<>();
    private final Map<String, Long> firstRows;
    private final Unsettled unsettled = new Unsettled();

    /**
     * @param rows how many open rows each key has, by mapping
     * @param firstRows of keys whose rows were all beyond the position when the lane was loaded: the first; what is read
     *     again below it goes first
     */
    Keys(Map<MappingKey, Integer> rows, Map<String, Long> firstRows) {
        this.firstRows = new HashMap<>(firstRows);
        rows.forEach((row, n) -> {
            this.rows.merge(row.key(), n, Integer::sum);
            unsettled.load(row.mapping(), row.key(), n);
        });
    }

    /** How many keys have open rows. */
    int withRows() {
        return rows.size();
    }

    int rows(String key) {
        return rows.getOrDefault(key, 0);
    }

    boolean flying(String key) {
        return flying.contains(key);
    }

    /** Whether no row before {@code seq} is in the way of this key. */
    boolean noRowBefore(String key, long seq) {
        return rows(key) == 0 || firstRows.getOrDefault(key, 0L) > seq;
    }

    /** The same for other lanes, which may ask on any thread. */
    Unsettled unsettled() {
        return unsettled;
    }

    void fly(String mapping, String key, long seq) {
        flying.add(key);
        unsettled.takeOff(mapping, key, seq);
    }

    void land(String key) {
        flying.remove(key);
    }

    /** The new row may be before those that were there at the loading. */
    void addRow(DeliveryRow row) {
        rows.merge(row.key(), 1, Integer::sum);
        unsettled.addRow(row.mapping(), row.key(), row.seq());
        firstRows.remove(row.key());
    }

    void removeRow(DeliveryRow row) {
        rows.computeIfPresent(row.key(), (key, n) -> n > 1 ? n - 1 : null);
        unsettled.removeRow(row.mapping(), row.key(), row.seq());
    }
}
