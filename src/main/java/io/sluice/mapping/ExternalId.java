package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** The first identifier of a type in {@code context.externalIds}, a list of {@code { "type": …, "id": … }}. */
record ExternalId(String type) implements Value {
    private static final Path LIST = Path.to("context", "externalIds");

    @Override
    public JsonNode of(JsonNode event) {
        for (var item : LIST.of(event)) {
            if (type.equals(item.path("type").textValue())) {
                return item.path("id");
            }
        }
        return MissingNode.getInstance();
    }
}
