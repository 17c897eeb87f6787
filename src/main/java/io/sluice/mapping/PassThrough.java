package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/**
 * {@code $all}: every member of an object becomes a column. Nested objects and arrays are left out, as Segment leaves them
 * out: SFMC has no columns for them. When two members come to one name, the later in the event wins.
 *
 * @param titleCase whether columns are named in Title Case, or exactly as the members
 * @param except members to leave out
 * @param rename members and the columns they become; both in Title Case when {@code titleCase}
 */
record PassThrough(Path from, boolean titleCase, Set<String> except, Map<String, String> rename) {
    void addTo(Columns columns, JsonNode event) throws Unmappable {
        for (var member : from.of(event).properties()) {
            var value = member.getValue();
            if (value.isValueNode()) {
                add(columns, name(member.getKey()), value);
            }
        }
    }

    private void add(Columns columns, String name, JsonNode value) throws Unmappable {
        if (!name.isEmpty() && !except.contains(name)) {
            columns.put(ColumnName.of(rename.getOrDefault(name, name)), value);
        }
    }

    boolean canHave(String column) {
        return !titleCase
                || name(column).equalsIgnoreCase(column)
                || rename.values().stream().anyMatch(column::equalsIgnoreCase);
    }

    private String name(String member) {
        return titleCase ? TitleCase.of(member) : member;
    }
}
