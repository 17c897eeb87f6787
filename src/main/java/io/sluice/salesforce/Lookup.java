package io.sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which records of an object belong to which rows. Many rows are looked up by one question: it asks for every record with
 * any of their values, and which of them belongs to which row is found here, comparing as the fields do.
 *
 * <p>Where several fields have to match at once, the question asks for each of them by itself ({@code A IN (…) AND B IN
 * (…)}). That may find more records than one condition per row would, but hundreds of these are more than the
 * query optimizer takes (QUERY_TOO_COMPLICATED).
 */
final class Lookup {
    /** Rows of one question: what they find fits on one page of 2,000, unless they have many records each. */
    private static final int ROWS = 400;

    /** A statement may have 100,000 characters. */
    private static final int LITERALS = 90_000;

    private final String object;
    private final Map<String, LookupField> fields = new LinkedHashMap<>();
    private final boolean any;
    private final List<String> extra;
    private final Set<Map<String, LookupField.Value>> wanted = new LinkedHashSet<>();
    private final Map<String, Map<String, Set<Found>>> found = new HashMap<>();
    private boolean hasConverted;

    /**
     * @param any whether one field that matches is enough
     * @param extra fields that are read beside the id and the lookup fields
     */
    Lookup(String object, Collection<LookupField> fields, boolean any, List<String> extra) {
        this.object = object;
        this.any = any;
        this.extra = extra;
        fields.forEach(field -> this.fields.put(field.name().toLowerCase(Locale.ROOT), field));
    }

    /** A row with these lookup values is to be found. */
    void want(Map<String, JsonNode> keys) {
        var values = values(keys);
        if (isFindable(keys, values)) {
            wanted.add(values);
        }
    }

    /** Where all fields have to match, a row with a value that no record can have is not asked for. */
    private boolean isFindable(Map<String, JsonNode> keys, Map<String, LookupField.Value> values) {
        return !values.isEmpty() && (any || values.size() == keys.size());
    }

    private Map<String, LookupField.Value> values(Map<String, JsonNode> keys) {
        var values = new LinkedHashMap<String, LookupField.Value>();
        keys.forEach((name, value) -> {
            var field = fields.get(name.toLowerCase(Locale.ROOT));
            field.value(value).ifPresent(valid -> values.put(field.name(), valid));
        });
        return values;
    }

    List<String> queries() {
        var groups = wanted.stream()
                .collect(Collectors.groupingBy(
                        values -> any ? Set.of() : values.keySet(), LinkedHashMap::new, Collectors.toList()));
        var queries = new ArrayList<String>();
        groups.values().forEach(rows -> chunks(rows).forEach(chunk -> queries.add(query(chunk))));
        return queries;
    }

    private static List<List<Map<String, LookupField.Value>>> chunks(List<Map<String, LookupField.Value>> rows) {
        var chunks = new ArrayList<List<Map<String, LookupField.Value>>>();
        var size = LITERALS;
        for (var row : rows) {
            var more = row.values().stream()
                    .mapToInt(value -> value.literal().length() + 1)
                    .sum();
            size += more;
            if (size > LITERALS || chunks.get(chunks.size() - 1).size() == ROWS) {
                chunks.add(new ArrayList<>());
                size = more;
            }
            chunks.get(chunks.size() - 1).add(row);
        }
        return chunks;
    }

    private String query(List<Map<String, LookupField.Value>> rows) {
        var literals = new LinkedHashMap<String, Map<String, String>>();
        rows.forEach(row -> row.forEach((field, value) -> literals.computeIfAbsent(field, name -> new LinkedHashMap<>())
                .putIfAbsent(value.folded(), value.literal())));
        var condition = literals.entrySet().stream()
                .map(field -> Soql.in(field.getKey(), field.getValue().values()))
                .collect(Collectors.joining(any ? " OR " : " AND "));
        return Soql.select(selected(), object, condition);
    }

    private List<String> selected() {
        var selected = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        selected.add("Id");
        fields.values().forEach(field -> selected.add(field.name()));
        selected.addAll(extra);
        return List.copyOf(selected);
    }

    /** One of the records that were asked for. */
    void add(JsonNode record) {
        var one = Found.of(record);
        hasConverted |= one.converted();
        for (var field : fields.values()) {
            field.value(record.path(field.name()))
                    .ifPresent(value -> found.computeIfAbsent(field.name(), name -> new HashMap<>())
                            .computeIfAbsent(value.folded(), folded -> new LinkedHashSet<>())
                            .add(one));
        }
    }

    /** Whether a Lead was found that has become a Contact. */
    boolean hasConverted() {
        return hasConverted;
    }

    /** The values of a row as texts, one for each field, equal for what the fields take for equal. */
    List<String> folded(Map<String, JsonNode> keys) {
        return values(keys).entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue().folded())
                .sorted()
                .toList();
    }

    /** The records that a row with these lookup values is about. */
    Set<Found> of(Map<String, JsonNode> keys) {
        var values = values(keys);
        if (!isFindable(keys, values)) {
            return Set.of();
        }
        var all = Optional.<Set<Found>>empty();
        for (var value : values.entrySet()) {
            var matching = found.getOrDefault(value.getKey(), Map.of())
                    .getOrDefault(value.getValue().folded(), Set.of());
            all = Optional.of(all.map(others -> join(others, matching)).orElseGet(() -> new HashSet<>(matching)));
        }
        return all.orElseThrow();
    }

    private Set<Found> join(Set<Found> some, Set<Found> others) {
        if (any) {
            some.addAll(others);
        } else {
            some.retainAll(others);
        }
        return some;
    }
}
