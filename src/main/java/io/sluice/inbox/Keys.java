package io.sluice.inbox;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The order keys of a lane that are not free: those with a delivery under way, and those with open rows. A key stays busy
 * until what became of its delivery is committed; so what a crash repeats is never older than what was sent after it. Not
 * thread-safe.
 */
final class Keys {
    private final Set<String> flying = new HashSet<>();
    private final Map<String, Integer> rows;

    /** @param rows how many open rows each key has */
    Keys(Map<String, Integer> rows) {
        this.rows = new HashMap<>(rows);
    }

    /** How many keys have open rows. */
    int withRows() {
        return rows.size();
    }

    boolean flying(String key) {
        return flying.contains(key);
    }

    int rows(String key) {
        return rows.getOrDefault(key, 0);
    }

    void fly(String key) {
        flying.add(key);
    }

    void land(String key) {
        flying.remove(key);
    }

    void addRow(String key) {
        rows.merge(key, 1, Integer::sum);
    }

    void removeRow(String key) {
        rows.computeIfPresent(key, (k, n) -> n > 1 ? n - 1 : null);
    }
}
