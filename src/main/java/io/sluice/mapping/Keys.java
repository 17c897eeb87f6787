package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The primary key columns of a row, or the fields that its record is looked up by. */
record Keys(List<Key> keys, Missing missing) {
    /** What it means that one has no value. */
    enum Missing {
        /** There is no such row. */
        REFUSED,
        /** There is nothing to look for: fewer values would find other records as well. */
        FILTERED,
        /** It is looked for by the others. */
        LEFT_OUT
    }

    /** @param own where the value comes from; empty: from the field of that name */
    record Key(ColumnName column, Optional<Value> own, boolean contactKey) {}

    /** Whether no two events can have the same. */
    boolean perEvent() {
        return keys.stream()
                .anyMatch(key -> key.own.filter(Path.MESSAGE_ID::equals).isPresent());
    }

    /** The traits that are taken as they are, by themselves or as the first that is present. */
    Set<String> traits() {
        return keys.stream()
                .flatMap(key -> key.own.stream())
                .flatMap(value -> value instanceof FirstOf first ? first.values().stream() : Stream.of(value))
                .flatMap(value -> value instanceof Path path ? path.trait().stream() : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Takes the key columns out of the others: SFMC wants each column once. */
    Map<String, JsonNode> takeFrom(Columns columns, JsonNode event) throws Unmappable {
        var values = new LinkedHashMap<String, JsonNode>(keys.size() * 2);
        for (var key : keys) {
            var field = columns.remove(key.column);
            var value = key.own.isPresent() ? own(key, event) : field;
            if (missing != Missing.LEFT_OUT || FirstOf.isPresent(value)) {
                values.put(key.column.text(), present(key, value));
            }
        }
        if (values.isEmpty()) {
            throw new Unmappable(
                    Reason.NO_LOOKUP_VALUE, "none of the lookup fields " + names() + " has a value in this event");
        }
        return values;
    }

    private List<String> names() {
        return keys.stream().map(key -> key.column.text()).toList();
    }

    private static JsonNode own(Key key, JsonNode event) throws Unmappable {
        try {
            return key.own.orElseThrow().of(event);
        } catch (Unmappable unmappable) {
            throw unmappable.in(key.column.text());
        }
    }

    private JsonNode present(Key key, JsonNode value) throws Unmappable {
        var name = key.column.text();
        if (!FirstOf.isPresent(value)) {
            if (missing == Missing.FILTERED) {
                throw new Unmappable(Reason.NO_LOOKUP_VALUE, "lookup field '" + name + "' has no value in this event");
            }
            throw key.contactKey
                    ? new Unmappable(Reason.NO_USER_ID_OR_EMAIL, "nothing to make '" + name + "' of")
                    : new Unmappable(Reason.KEY_MISSING, "primary key '" + name + "' has no value in this event");
        }
        if (!value.isValueNode()) {
            throw Unmappable.value("is " + Json.kind(value) + ", not a primary key")
                    .in(name);
        }
        return value;
    }
}
