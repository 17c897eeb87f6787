package io.sluice.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a mapping makes of an event: the values of the key columns, and those of the others. A value that is JSON null
 * clears the column; an absent one leaves it alone. The order of the mapping file is kept.
 *
 * @param match how the names find their columns
 */
public record Row(Map<String, JsonNode> keys, Map<String, JsonNode> values, Match match) {
    /** How names find their columns, always without case. */
    public enum Match {
        /** Each is the name of a column. */
        NAMES,
        /** Each resembles the name of a column that is there: blanks, underscores and hyphens do not count. */
        COLUMNS
    }

    public Row(Map<String, JsonNode> keys, Map<String, JsonNode> values) {
        this(keys, values, Match.NAMES);
    }

    /**
     * What is left when {@code later} is written over this row of the same key. SFMC and Salesforce compare column names
     * without case: {@code email} written over {@code Email} leaves one value.
     */
    public Row then(Row later) {
        var merged = new LinkedHashMap<>(values);
        later.values.forEach((name, value) -> {
            // What resembles a column's name is overwritten by what comes after it.
            merged.keySet()
                    .removeIf(other ->
                            other.equalsIgnoreCase(name) && (later.match == Match.COLUMNS || !other.equals(name)));
            merged.put(name, value);
        });
        return new Row(later.keys, merged, later.match);
    }
}
