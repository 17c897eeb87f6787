package io.sluice.inbox;

import io.sluice.delivery.Mapped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The order keys of a lane that are not free: those with a delivery under way, and those with open rows. A key stays busy
 * until what became of its delivery is committed; so what a crash repeats is never older than what was sent after it. Not
 * thread-safe, but for {@link #open}.
 */
final class Keys {
    private final Set<String> flying = new HashSet<>();
    private final Map<String, Integer> rows = new HashMap<>();
    private final Map<String, Long> firstRows;
    private final Map<String, Integer> values = new ConcurrentHashMap<>();

    /**
     * @param rows how many open rows each key has
     * @param firstRows of keys whose rows were all beyond the position when the lane was loaded: the first; what is read
     *     again below it goes first
     */
    Keys(Map<String, Integer> rows, Map<String, Long> firstRows) {
        this.firstRows = new HashMap<>(firstRows);
        rows.forEach((key, n) -> {
            this.rows.put(key, n);
            values.merge(Mapped.keyValues(key), n, Integer::sum);
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

    /** Whether a key with these values has open rows, for whatever target. May be asked by any thread. */
    boolean open(String keyValues) {
        return values.containsKey(keyValues);
    }

    void fly(String key) {
        flying.add(key);
    }

    void land(String key) {
        flying.remove(key);
    }

    /** The new row may be before those that were there at the loading. */
    void addRow(String key) {
        rows.merge(key, 1, Integer::sum);
        values.merge(Mapped.keyValues(key), 1, Integer::sum);
        firstRows.remove(key);
    }

    void removeRow(String key) {
        if (rows.containsKey(key)) {
            lessOne(rows, key);
            lessOne(values, Mapped.keyValues(key));
        }
    }

    private static void lessOne(Map<String, Integer> counts, String key) {
        counts.computeIfPresent(key, (k, n) -> n > 1 ? n - 1 : null);
    }
}
