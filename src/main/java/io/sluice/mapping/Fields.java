package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of a row, or the fields of a record. A named one wins over {@code $all}, and that over the tables. What is named belongs to the mapping
 * alone: when it has no value, {@code $all} does not fill it.
 *
 * @param context the table of {@code $context}, or nothing
 * @param identifiers the table of {@code $identifiers}, or nothing
 * @param standard the table of {@code $lead} or {@code $account}
 */
record Fields(
        Optional<PassThrough> all,
        List<Field> context,
        List<Field> identifiers,
        Optional<StandardTraits> standard,
        List<Field> named) {
    static final Fields NONE = new Fields(Optional.empty(), List.of(), List.of(), Optional.empty(), List.of());

    record Field(ColumnName column, Value value) {}

    Columns of(JsonNode event, Nulls nulls) throws Unmappable {
        var columns = new Columns(nulls);
        if (all.isPresent()) {
            all.get().addTo(columns, event);
        }
        fill(columns, context, event);
        fill(columns, identifiers, event);
        if (standard.isPresent()) {
            standard.get().addTo(columns, event);
        }
        for (var field : named) {
            columns.remove(field.column);
            columns.put(field.column, value(field, event));
        }
        return columns;
    }

    /** With what the event has, unless the column is there already. Objects and arrays are no values of columns. */
    private static void fill(Columns columns, List<Field> table, JsonNode event) throws Unmappable {
        for (var field : table) {
            var value = field.value.of(event);
            if (value.isValueNode()) {
                columns.putIfFree(field.column, value);
            }
        }
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

    /** The same without traits that the keys have taken. */
    Fields without(Set<String> taken) {
        return new Fields(all, context, identifiers, standard.map(table -> table.without(taken)), named);
    }

    boolean names(String column) {
        return have(named, column);
    }

    /** Whether some event could fill the column. */
    boolean canHave(String column) {
        return names(column)
                || all.filter(members -> members.canHave(column)).isPresent()
                || have(context, column)
                || have(identifiers, column)
                || standard.filter(table -> table.canHave(column)).isPresent();
    }

    private static boolean have(List<Field> fields, String column) {
        return fields.stream().anyMatch(field -> field.column.text().equalsIgnoreCase(column));
    }
}
