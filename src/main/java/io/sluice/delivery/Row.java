package io.sluice.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
        COLUMNS;

        private static final Pattern UNCOUNTED = Pattern.compile("[\\s_-]");

        /** Names that find the same column are equal when they are folded. */
        public String folded(String name) {
            var folded = name.toLowerCase(Locale.ROOT);
            return this == NAMES ? folded : UNCOUNTED.matcher(folded).replaceAll("");
        }
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
        var written = later.values.keySet().stream().map(later.match::folded).collect(Collectors.toSet());
        // Where several names of one row find a column their order counts, so the later row's own is kept.
        merged.keySet()
                .removeIf(name -> written.contains(later.match.folded(name))
                        && (later.match == Match.COLUMNS || !later.values.containsKey(name)));
        merged.putAll(later.values);
        return new Row(later.keys, merged, later.match);
    }
}
