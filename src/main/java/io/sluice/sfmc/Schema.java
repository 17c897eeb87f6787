package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The columns of a data extension, to be found by name: SFMC ignores letter case. */
final class Schema implements Knowledge {
    private final String id;
    private final List<Column> columns;
    private final List<Column> keys;
    private final Map<String, Column> byName = new HashMap<>();
    private final Map<String, Optional<Column>> byLooseName = new HashMap<>();

    /** @param id of the data extension */
    Schema(String id, List<Column> columns) {
        this.id = id;
        this.columns = List.copyOf(columns);
        this.keys = columns.stream().filter(Column::primaryKey).toList();
        for (var column : columns) {
            byName.put(column.name(), column);
            byName.put(Row.Match.NAMES.folded(column.name()), column);
            // Two that differ in blanks only are told apart by their exact names.
            byLooseName.merge(
                    Row.Match.COLUMNS.folded(column.name()), Optional.of(column), (one, other) -> Optional.empty());
        }
    }

    /** @param fields as SFMC lists them */
    static Schema of(String id, JsonNode fields) {
        var columns = new ArrayList<Column>();
        fields.forEach(field -> columns.add(Column.of(field)));
        return new Schema(id, columns);
    }

    @Override
    public Optional<String> id() {
        return Optional.of(id);
    }

    /** Another reading of the same columns is the same knowledge. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Schema schema && id.equals(schema.id) && columns.equals(schema.columns);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, columns);
    }

    List<Column> columns() {
        return columns;
    }

    /** The columns of the primary key. */
    List<Column> keys() {
        return keys;
    }

    /** Whether a column has this name, and does not just resemble it. */
    boolean has(String name) {
        return named(name) != null;
    }

    Optional<Column> column(String name, Row.Match match) {
        var named = named(name);
        return named != null || match == Row.Match.NAMES
                ? Optional.ofNullable(named)
                : byLooseName.getOrDefault(match.folded(name), Optional.empty());
    }

    /** Most names are spelt as the column is. */
    private Column named(String name) {
        var exact = byName.get(name);
        return exact == null ? byName.get(Row.Match.NAMES.folded(name)) : exact;
    }
}
