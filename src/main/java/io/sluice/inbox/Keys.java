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
    private final Map<MappingKey, Integer> values = new ConcurrentHashMap<>();

    /**
     * @param rows how many open rows each key has, by mapping
     * @param firstRows of keys whose rows were all beyond the position when the lane was loaded: the first; what is read
     *     again below it goes first
     */
    Keys(Map<MappingKey, Integer> rows, Map<String, Long> firstRows) {
        this.firstRows = new HashMap<>(firstRows);
        rows.forEach((row, n) -> {
            this.rows.merge(row.key(), n, Integer::sum);
            values.merge(values(row.mapping(), row.key()), n, Integer::sum);
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

    /** Whether the mapping has open rows, or submitted ones, with these key values. May be asked by any thread. */
    boolean open(String mapping, String keyValues) {
        return values.containsKey(new MappingKey(mapping, keyValues));
    }

    void fly(String key) {
        flying.add(key);
    }

    /** A delivery of this key, which is flying, has been taken as part of a job. */
    void submit(String mapping, String key) {
        values.merge(values(mapping, key), 1, Integer::sum);
    }

    /** What became of it is known. */
    void verdict(String mapping, String key) {
        lessOne(values, values(mapping, key));
    }

    void land(String key) {
        flying.remove(key);
    }

    /** The new row may be before those that were there at the loading. */
    void addRow(String mapping, String key) {
        rows.merge(key, 1, Integer::sum);
        values.merge(values(mapping, key), 1, Integer::sum);
        firstRows.remove(key);
    }

    void removeRow(String mapping, String key) {
        lessOne(rows, key);
        lessOne(values, values(mapping, key));
    }

    private static MappingKey values(String mapping, String key) {
        return new MappingKey(mapping, Mapped.keyValues(key));
    }

    private static <K> void lessOne(Map<K, Integer> counts, K key) {
        counts.computeIfPresent(key, (k, n) -> n > 1 ? n - 1 : null);
    }
}
