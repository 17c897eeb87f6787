package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * The columns of a row. A named one wins over {@code $all}, and that over {@code $context}. What is named belongs to the
 * mapping alone: when it has no value, {@code $all} does not fill it.
 */
record Fields(Optional<PassThrough> all, boolean context, List<Field> named) {
    static final Fields NONE = new Fields(Optional.empty(), false, List.of());

    record Field(ColumnName column, Value value) {}

    Columns of(JsonNode event, Nulls nulls) throws Unmappable {
        var columns = new Columns(nulls);
        if (all.isPresent()) {
            all.get().addTo(columns, event);
        }
        if (context) {
            ContextTable.addTo(columns, event);
        }
        for (var field : named) {
            columns.remove(field.column);
            columns.put(field.column, value(field, event));
        }
        return columns;
    }

    private static JsonNode value(Field field, JsonNode event) throws Unmappable {
        try {
            var value = field.value.of(event);
            if (!value.isValueNode() && !value.isMissingNode()) {
                throw Unmappable.value("is " + Json.kind(value) + "; name a part of it, or write 'as: json'");
            }
            return value;
        } catch (Unmappable unmappable) {
            throw unmappable.in(field.column.text());
        }
    }

    boolean names(String column) {
        return named.stream().anyMatch(field -> field.column.text().equalsIgnoreCase(column));
    }

    /** Whether some event could fill the column. */
    boolean canHave(String column) {
        return names(column) || all.isPresent() && all.get().canHave(column) || context && ContextTable.has(column);
    }
}
