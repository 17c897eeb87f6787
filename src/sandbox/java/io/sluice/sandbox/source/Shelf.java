package io.sluice.sandbox.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rows of one collection. Sorted and grouped copies are made when they are first asked for and kept until a row
 * changes, so that a page costs no more than its rows.
 */
final class Shelf {
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<String, Object> copies = new HashMap<>();
    private long highestId;

    synchronized void replaceAll(List<Row> others) {
        rows.clear();
        highestId = 0;
        others.forEach(this::put);
        copies.clear();
    }

    /** Adds the row, or puts it in the place of the one with its key. */
    synchronized void put(Row row) {
        rows.put(row.key(), row);
        copies.clear();
        highestId = Math.max(highestId, row.number());
    }

    synchronized boolean remove(String key) {
        copies.clear();
        return rows.remove(key) != null;
    }

    synchronized Optional<Row> get(String key) {
        return Optional.ofNullable(rows.get(key));
    }

    synchronized long highestId() {
        return highestId;
    }

    synchronized int size() {
        return rows.size();
    }

    /** In the order in which they were added. */
    List<Row> all() {
        return copy("", rows -> rows);
    }

    /**
     * A copy that is kept until a row changes.
     *
     * @param name what it is kept under; the same name must always come with the same making
     */
    @SuppressWarnings("unchecked")
    synchronized <T> T copy(String name, Function<List<Row>, T> making) {
        // Not computeIfAbsent: the making of one copy may ask for another.
        if (!copies.containsKey(name)) {
            copies.put(name, making.apply(Collections.unmodifiableList(new ArrayList<>(rows.values()))));
        }
        return (T) copies.get(name);
    }
}
