package io.sluice.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a mapping makes of an event: the values of the key columns, and those of the others. A value that is JSON null
 * clears the column; an absent one leaves it alone. The order of the mapping file is kept.
 */
public record Row(Map<String, JsonNode> keys, Map<String, JsonNode> values) {
    /**
     * What is left when {@code later} is written over this row of the same key. SFMC and Salesforce compare column names
     * without case: {@code email} written over {@code Email} leaves one value.
     */
    public Row then(Row later) {
        var merged = new LinkedHashMap<>(values);
        later.values.forEach((name, value) -> {
            merged.keySet().removeIf(other -> other.equalsIgnoreCase(name) && !other.equals(name));
            merged.put(name, value);
        });
        return new Row(later.keys, merged);
    }
}
