package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code $lead} and {@code $account}: which fields of a record become of the traits of a user, or of a group. The standard
 * traits have their standard fields, however they are spelt ({@code firstName}, {@code first_name}); what stands in an
 * object ({@code address}, {@code company}) goes before the same trait beside it. Every other trait becomes
 * {@code <trait>__c}; objects and arrays are left out. A blank text is no value, as if it were null.
 *
 * @param fields the fields of standard traits, by the traits' folded names
 * @param nested the same for the members of objects, by the folded names of the objects
 * @param named whether {@code name} is that of a person, to be split
 * @param leftOut folded names of traits that become nothing
 * @param elsewhere traits, as they are spelt, that the mapping's keys have taken
 * @param onCreate what a new record gets where it would lack it
 */
record StandardTraits(
        Map<String, List<ColumnName>> fields,
        Map<String, Map<String, List<ColumnName>>> nested,
        boolean named,
        Set<String> leftOut,
        Set<String> elsewhere,
        Map<String, JsonNode> onCreate) {
    private static final Path TRAITS = Path.to("traits");
    private static final String NAME = "name";
    private static final List<ColumnName> FIRST_NAME = List.of(ColumnName.of("FirstName"));
    private static final List<ColumnName> LAST_NAME = List.of(ColumnName.of("LastName"));
    private static final String CUSTOM = "__c";

    /** The values of fields while they are found, by the folded names of the fields. */
    private static final class Found {
        private final Map<String, Value> values = new LinkedHashMap<>();
        private JsonNode name = MissingNode.getInstance();

        private record Value(ColumnName column, JsonNode node) {}

        /** Of several the first that is one counts. */
        void add(List<ColumnName> columns, JsonNode node) {
            if (node.isValueNode()) {
                columns.forEach(column -> values.merge(
                        column.folded(),
                        new Value(column, node),
                        (first, later) -> FirstOf.isPresent(first.node) ? first : later));
            }
        }

        /** Of several the last in the event counts. */
        void custom(String trait, JsonNode node) {
            var column = ColumnName.of(isCustom(trait) ? trait : trait + CUSTOM);
            values.put(column.folded(), new Value(column, node));
        }

        /** At the first blank, as Segment's libraries do; what is named by itself goes before. */
        void split() {
            if (name.isTextual()) {
                var parts = name.textValue().strip().split("\\s+", 2);
                add(FIRST_NAME, TextNode.valueOf(parts[0]));
                add(LAST_NAME, parts.length > 1 ? TextNode.valueOf(parts[1]) : MissingNode.getInstance());
            }
        }

        void addTo(Columns columns) throws Unmappable {
            for (var value : values.values()) {
                columns.putIfFree(value.column, blankAsNull(value.node));
            }
        }
    }

    void addTo(Columns columns, JsonNode event) throws Unmappable {
        var traits = TRAITS.of(event);
        var found = new Found();
        for (var trait : traits.properties()) {
            if (trait.getValue().isObject()) {
                members(trait.getValue(), nested.getOrDefault(folded(trait.getKey()), Map.of()), found);
            }
        }
        for (var trait : traits.properties()) {
            if (trait.getValue().isValueNode()) {
                add(trait.getKey(), trait.getValue(), found);
            }
        }
        found.split();
        found.addTo(columns);
    }

    private static void members(JsonNode object, Map<String, List<ColumnName>> fields, Found found) {
        for (var member : object.properties()) {
            found.add(fields.getOrDefault(folded(member.getKey()), List.of()), member.getValue());
        }
    }

    private void add(String trait, JsonNode value, Found found) {
        var folded = folded(trait);
        var standard = fields.get(folded);
        if (standard != null) {
            found.add(standard, value);
        } else if (named && folded.equals(NAME)) {
            found.name = value;
        } else if (!folded.isEmpty() && !leftOut.contains(folded) && !elsewhere.contains(trait)) {
            found.custom(trait, value);
        }
    }

    private static JsonNode blankAsNull(JsonNode value) {
        return FirstOf.isPresent(value) ? value : NullNode.getInstance();
    }

    /** Without case and without what stands between words. */
    static String folded(String trait) {
        var folded = new StringBuilder(trait.length());
        for (var at = 0; at < trait.length(); at++) {
            var c = trait.charAt(at);
            if (c != '_' && c != '-' && c != ' ') {
                folded.append(Character.toLowerCase(c));
            }
        }
        return folded.toString();
    }

    /** Without traits that the keys have taken: their values are in the lookup fields. */
    StandardTraits without(Set<String> taken) {
        var all = new HashSet<>(elsewhere);
        all.addAll(taken);
        return new StandardTraits(fields, nested, named, leftOut, Set.copyOf(all), onCreate);
    }

    /** Whether some event could fill the field. */
    boolean canHave(String field) {
        return isCustom(field)
                || standard().stream().anyMatch(column -> column.text().equalsIgnoreCase(field));
    }

    private static boolean isCustom(String field) {
        return field.regionMatches(true, field.length() - CUSTOM.length(), CUSTOM, 0, CUSTOM.length());
    }

    private Set<ColumnName> standard() {
        var standard = new HashSet<ColumnName>();
        fields.values().forEach(standard::addAll);
        nested.values().forEach(members -> members.values().forEach(standard::addAll));
        return standard;
    }
}
