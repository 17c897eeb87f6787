package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The primary key columns of a row. */
record Keys(List<Key> keys) {
    /** @param own where the value comes from; empty: from the field of that name */
    record Key(ColumnName column, Optional<Value> own, boolean contactKey) {}

    /** Whether no two events can have the same. */
    boolean perEvent() {
        return keys.stream()
                .anyMatch(key -> key.own.filter(Path.MESSAGE_ID::equals).isPresent());
    }

    /** Takes the key columns out of the others: SFMC wants each column once. */
    Map<String, JsonNode> takeFrom(Columns columns, JsonNode event) throws Unmappable {
        var values = new LinkedHashMap<String, JsonNode>(keys.size() * 2);
        for (var key : keys) {
            var field = columns.remove(key.column);
            values.put(key.column.text(), present(key, key.own.isPresent() ? own(key, event) : field));
        }
        return values;
    }

    private static JsonNode own(Key key, JsonNode event) throws Unmappable {
        try {
            return key.own.orElseThrow().of(event);
        } catch (Unmappable unmappable) {
            throw unmappable.in(key.column.text());
        }
    }

    private static JsonNode present(Key key, JsonNode value) throws Unmappable {
        var name = key.column.text();
        if (!FirstOf.isPresent(value)) {
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
