package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A data extension and its rows, in the order in which they were first written. A row is an array of typed cells, never
 * changed once it is visible, so that a reader's snapshot needs no copy.
 */
public final class DataExtension {
    private final String id;
    private final String key;
    private final String name;
    private final Optional<String> sendableField;
    private final History history;
    private final Map<String, Object[]> rows = new LinkedHashMap<>();
    private volatile Columns columns;

    /** @param sendableField the column that holds the subscriber; empty when nothing can be sent to its rows */
    DataExtension(
            String id, String key, String name, Optional<String> sendableField, List<Column> columns, History history) {
        this.id = id;
        this.key = key;
        this.name = name;
        this.sendableField = sendableField;
        this.columns = new Columns(columns);
        this.history = history;
    }

    public String id() {
        return id;
    }

    public String key() {
        return key;
    }

    public String name() {
        return name;
    }

    Optional<String> sendableField() {
        return sendableField;
    }

    Columns columns() {
        return columns;
    }

    /**
     * The rows that are there have nothing in them.
     *
     * @throws IllegalArgumentException when one of them is there already
     */
    synchronized void add(List<Column> more) {
        var all = new ArrayList<>(columns.all());
        all.addAll(more);
        columns = new Columns(all);
        rows.replaceAll((key, cells) -> Arrays.copyOf(cells, all.size()));
    }

    public List<Column> fields() {
        return columns.all();
    }

    /** What is wrong with the row; nothing is written. */
    List<RowProblem> check(JsonNode row, Switches.Choice nulls) {
        return merged(RowChange.read(row, columns, nulls)).problems();
    }

    /** Writes the row and returns an empty list, or returns what is wrong with it and writes nothing. */
    synchronized List<RowProblem> upsert(JsonNode row, Switches.Choice nulls, long call) {
        var change = RowChange.read(row, columns, nulls);
        var merged = merged(change);
        if (merged.good()) {
            var rowKey = columns.keyOf(merged.cells());
            rows.put(rowKey, merged.cells());
            if (history.keeps()) {
                history.add(call, key, rowKey, named(change.cells()));
            }
        }
        return merged.problems();
    }

    /** Whether there is a row of this key already. */
    synchronized boolean holds(JsonNode row, Switches.Choice nulls) {
        var change = RowChange.read(row, columns, nulls);
        return change.good() && rows.containsKey(columns.keyOf(change.cells()));
    }

    /** Columns that the change does not speak of keep their value. */
    private synchronized RowChange merged(RowChange change) {
        if (!change.good()) {
            return change;
        }
        var before = rows.get(columns.keyOf(change.cells()));
        var cells = change.cells().clone();
        var problems = new ArrayList<RowProblem>();
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] == RowChange.ABSENT) {
                cells[i] = before == null ? null : before[i];
            }
            if (cells[i] == null && !columns.at(i).nullable()) {
                problems.add(RowProblem.cell(BadCell.isNull(columns.at(i)).getMessage()));
            }
        }
        return new RowChange(cells, problems);
    }

    /** Typed values by column name; absent columns are left out. */
    Map<String, Object> named(Object[] cells) {
        var named = new LinkedHashMap<String, Object>();
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] != RowChange.ABSENT) {
                named.put(columns.at(i).name(), cells[i]);
            }
        }
        return named;
    }

    /** The rows that fit, as they are now. */
    synchronized List<Object[]> rows(Predicate<Object[]> fits) {
        return rows.values().stream().filter(fits).toList();
    }

    /** Every row as values by column name, made one by one while it is read. */
    public Iterable<Map<String, Object>> namedRows() {
        var snapshot = rows(row -> true);
        return () -> snapshot.stream().map(this::named).iterator();
    }

    /** The rows that were first written last, newest at the end. */
    public List<Map<String, Object>> lastRows(int most) {
        var all = rows(row -> true);
        return all.subList(Math.max(0, all.size() - most), all.size()).stream()
                .map(this::named)
                .toList();
    }

    /** Only where messages can be sent to its rows does it say which contact a row is about. */
    synchronized void forget(Set<String> contactKeys) {
        sendableField.map(columns::position).ifPresent(position -> rows.values()
                .removeIf(cells -> contactKeys.contains(Columns.lower(String.valueOf(cells[position.orElseThrow()])))));
    }

    public synchronized int size() {
        return rows.size();
    }

    synchronized void clear() {
        rows.clear();
    }
}
