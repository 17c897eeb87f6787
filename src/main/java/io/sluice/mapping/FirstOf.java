package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/**
 * The first value that is there: neither missing, nor null, nor a blank text. When none is, the first that is at least
 * null or blank, so that {@code nulls:} decides about it.
 */
record FirstOf(List<Value> values) implements Value {
    /** Whom an event is about: Segment's Classic destination takes the user id, else the e-mail. */
    static final FirstOf IDENTITY = new FirstOf(List.of(Path.USER_ID, Path.EMAIL));

    @Override
    public JsonNode of(JsonNode event) throws Unmappable {
        JsonNode fallback = MissingNode.getInstance();
        for (var value : values) {
            var node = value.of(event);
            if (isPresent(node)) {
                return node;
            }
            if (fallback.isMissingNode()) {
                fallback = node;
            }
        }
        return fallback;
    }

    static boolean isPresent(JsonNode node) {
        return !node.isMissingNode()
                && !node.isNull()
                && !(node.isTextual() && node.textValue().isBlank());
    }
}
