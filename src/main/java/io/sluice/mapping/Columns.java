package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sluice.delivery.Reason;
import java.util.LinkedHashMap;
import java.util.Map;

/** The columns of one row while it is being made. A name counts once, whatever its letter case. */
final class Columns {
    private record Column(String name, JsonNode value) {}

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Nulls nulls;

    Columns(Nulls nulls) {
        this.nulls = nulls;
    }

    /** Puts the value in the place of one that is there; what is missing, or null and omitted, changes nothing. */
    void put(ColumnName name, JsonNode value) throws Unmappable {
        if (value.isMissingNode() || value.isNull() && nulls == Nulls.OMIT) {
            return;
        }
        if (value.isNull() && nulls == Nulls.REFUSE) {
            throw new Unmappable(Reason.NULL_REFUSED, "is null").in(name.text());
        }
        columns.put(name.folded(), new Column(name.text(), value));
    }

    void putIfFree(ColumnName name, JsonNode value) throws Unmappable {
        if (!columns.containsKey(name.folded())) {
            put(name, value);
        }
    }

    /** @return the value that was there, or the missing node */
    JsonNode remove(ColumnName name) {
        var column = columns.remove(name.folded());
        return column == null ? MissingNode.getInstance() : column.value;
    }

    Map<String, JsonNode> values() {
        var values = new LinkedHashMap<String, JsonNode>(columns.size() * 2);
        for (var column : columns.values()) {
            values.put(column.name, column.value);
        }
        return values;
    }
}
