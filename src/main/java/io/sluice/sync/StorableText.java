package io.sluice.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Text as every database can hold it. PostgreSQL's has no NUL, and UTF-8 no half of a surrogate pair; JSON strings may have both.
 * They are kept as one reads them in JSON: a backslash, a u, and four hexadecimal digits. It counts how many texts had some.
 */
final class StorableText {
    private long changed;

    /** How many texts were not kept as they were. */
    long changed() {
        return changed;
    }

    String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnstorable(text, i)) {
                changed++;
                return escaped(text, i);
            }
        }
        return text;
    }

    JsonNode of(JsonNode json) {
        if (json.isTextual()) {
            return JsonNodeFactory.instance.textNode(of(json.textValue()));
        }
        if (json instanceof ArrayNode array) {
            var copy = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(item -> copy.add(of(item)));
            return copy;
        }
        if (json instanceof ObjectNode object) {
            var copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> copy.set(of(field.getKey()), of(field.getValue())));
            return copy;
        }
        return json;
    }

    private static String escaped(String text, int from) {
        var result = new StringBuilder(text.length() + 5).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            if (isUnstorable(text, i)) {
                result.append("\\u%04x".formatted((int) text.charAt(i)));
            } else {
                result.append(text.charAt(i));
            }
        }
        return result.toString();
    }

    private static boolean isUnstorable(String text, int at) {
        char letter = text.charAt(at);
        if (!Character.isSurrogate(letter)) {
            return letter == 0;
        }
        return Character.isHighSurrogate(letter)
                ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
                : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
    }
}
