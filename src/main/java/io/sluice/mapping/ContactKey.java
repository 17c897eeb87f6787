package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.Reason;

/** The value of a column that holds SFMC's contact key: a text without colons. */
record ContactKey(Value from, Colons colons) implements Value {
    /** As data extensions name it. */
    static final String COLUMN = "Contact Key";

    /** {@code Contact Key}, {@code contactKey}, {@code contact_key}. */
    static boolean isNameOf(String column) {
        return TitleCase.of(column).equals(COLUMN);
    }

    @Override
    public JsonNode of(JsonNode event) throws Unmappable {
        var node = from.of(event);
        if (!FirstOf.isPresent(node)) {
            return node;
        }
        if (!node.isValueNode()) {
            throw Unmappable.value("is " + Json.kind(node) + ", not a contact key");
        }
        var key = node.asText();
        if (key.indexOf(':') < 0) {
            return node.isTextual() ? node : TextNode.valueOf(key);
        }
        if (colons == Colons.REFUSE) {
            throw new Unmappable(Reason.VALUE_INVALID, "has a colon, which SFMC does not allow in a contact key");
        }
        return TextNode.valueOf(colons == Colons.STRIP ? key.replace(":", "") : key.replace(':', '-'));
    }
}
