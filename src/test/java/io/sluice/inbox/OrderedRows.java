package io.sluice.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of which the newest counts. */
final class OrderedRows {
    static final Target TARGET = new Target(ModelFlow.ACCOUNT, "test", "ordered");

    private OrderedRows() {}

    /** @param happened in milliseconds since 1970 */
    static Mapped.Wanted wanted(String key, long happened, Map<String, String> columns) {
        var values = new LinkedHashMap<String, JsonNode>();
        columns.forEach((name, value) -> values.put(name, TextNode.valueOf(value)));
        return new Mapped.Wanted(
                "m",
                "rows",
                TARGET,
                key,
                new Row(Map.of("key", TextNode.valueOf(key)), values),
                Optional.of(Instant.ofEpochMilli(happened)),
                Optional.empty(),
                List.of(),
                Duration.ZERO,
                OnUnknown.REFUSE);
    }
}
