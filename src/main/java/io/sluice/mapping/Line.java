package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;

/** Which row of which target becomes of an event. */
record Line(Target target, Keys keys, Fields fields, Row.Match match) {
    Row row(JsonNode event, Nulls nulls) throws Unmappable {
        var columns = fields.of(event, nulls);
        var keyColumns = keys.takeFrom(columns, event);
        return new Row(keyColumns, columns.values(), match);
    }
}
