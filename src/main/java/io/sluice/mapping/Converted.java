package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/** A value in another form: {@code as:}. What is missing or null stays so. */
record Converted(Value from, Conversion as) implements Value {
    @Override
    public JsonNode of(JsonNode event) throws Unmappable {
        var node = from.of(event);
        return node.isMissingNode() || node.isNull() ? node : as.convert(node);
    }
}
