package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Checked;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Row;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One row beside the columns of its data extension: it takes their names, their types and their limits. Columns that the
 * data extension lacks are left out, which SFMC would do without a word.
 */
final class RowCheck {
    private final Schema schema;
    private final Row row;
    private final Consumer<String> unknown;
    private final Map<String, JsonNode> keys = new LinkedHashMap<>();
    private final Map<String, JsonNode> values = new LinkedHashMap<>();
    private Optional<Cell.Bad> bad = Optional.empty();

    /** @param unknown is told the names of columns that are left out */
    RowCheck(Schema schema, Row row, Consumer<String> unknown) {
        this.schema = schema;
        this.row = row;
        this.unknown = unknown;
    }

    Checked check() {
        for (var key : row.keys().entrySet()) {
            var column = schema.column(key.getKey(), row.match()).filter(Column::primaryKey);
            if (column.isEmpty()) {
                return otherKeys();
            }
            put(keys, column.get(), key.getValue());
        }
        if (keys.size() != schema.keys().size() && bad.isEmpty()) {
            return otherKeys();
        }
        resembling();
        named();
        return bad.<Checked>map(cell -> new Checked.Refused(cell.reason(), cell.detail()))
                .orElseGet(() -> new Checked.Fits(new Row(keys, values, row.match())));
    }

    /** What only resembles a column's name gives way to what has it. */
    private void resembling() {
        row.values().forEach((name, value) -> {
            if (!schema.has(name)) {
                schema.column(name, row.match())
                        .ifPresentOrElse(column -> putValue(column, value), () -> unknown.accept(name));
            }
        });
    }

    private void named() {
        row.values().forEach((name, value) -> {
            if (schema.has(name)) {
                schema.column(name, row.match()).ifPresent(column -> putValue(column, value));
            }
        });
    }

    /** A key column has its value already. */
    private void putValue(Column column, JsonNode value) {
        if (!column.primaryKey()) {
            put(values, column, value);
        }
    }

    private void put(Map<String, JsonNode> cells, Column column, JsonNode value) {
        var cell = column.take(value);
        if (cell instanceof Cell.Good good) {
            cells.put(column.name(), good.value());
        } else if (bad.isEmpty()) {
            bad = Optional.of((Cell.Bad) cell);
        }
    }

    private Checked otherKeys() {
        var detail = "the primary key of the data extension is ["
                + schema.keys().stream().map(Column::name).collect(Collectors.joining(", ")) + "], the mapping's is "
                + row.keys().keySet();
        return new Checked.Misfit(new Failure(Failure.Owner.TARGET, Reason.TARGET_UNKNOWN, Optional.empty(), detail));
    }
}
