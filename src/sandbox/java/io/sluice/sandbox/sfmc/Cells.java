package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads one JSON value for one column. */
final class Cells {
    private Cells() {}

    /**
     * @return the typed value, or null where the cell becomes empty
     * @throws BadCell when the column does not take the value
     */
    static Object read(JsonNode value, Column column) {
        if (value.isContainerNode()) {
            throw BadCell.notValid(column, Columns.lower(column.type().spelling()), "InvalidValue");
        }
        if (value.isNull() || clears(value, column)) {
            if (!column.nullable()) {
                throw BadCell.isNull(column);
            }
            return null;
        }
        return column.type().read(value.asText(), column);
    }

    /** An empty string is a text like any other in a Text column, though not as a key; elsewhere it clears the cell. */
    private static boolean clears(JsonNode value, Column column) {
        return value.asText().isEmpty() && (column.type() != ColumnType.TEXT || column.primaryKey());
    }
}
