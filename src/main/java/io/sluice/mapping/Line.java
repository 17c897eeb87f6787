package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import java.util.Optional;

/**
 * Which row of which target becomes of an event.
 *
 * @param writing how its record is found and written, where the action writes records
 */
record Line(Target target, Keys keys, Fields fields, Row.Match match, Optional<RecordWriting> writing) {
    Row row(JsonNode event, Nulls nulls) throws Unmappable {
        var columns = fields.of(event, nulls);
        var keyColumns = keys.takeFrom(columns, event);
        return new Row(keyColumns, columns.values(), match);
    }

    boolean hasExternalId() {
        return writing.flatMap(RecordWriting::externalId).isPresent();
    }
}
