package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** The same value for every event. */
record Constant(JsonNode value) implements Value {
    /** What stands in for a value that could not be read, until the mistakes are reported. */
    static final Constant NONE = new Constant(MissingNode.getInstance());

    @Override
    public JsonNode of(JsonNode event) {
        return value;
    }
}
