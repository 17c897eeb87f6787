package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** A text, in which no number has an exponent unless it is a very long one. */
final class WrittenOut {
    /** Beyond it a number is not written out. */
    private static final int MOST_ZEROS = 40;

    private WrittenOut() {}

    static JsonNode convert(JsonNode value) throws Unmappable {
        return Conversion.TEXT.convert(hasExponent(value) ? TextNode.valueOf(plain(value)) : value);
    }

    /** One that would be written as 1.2E7. */
    private static boolean hasExponent(JsonNode value) {
        return value.isFloatingPointNumber() && value.asText().indexOf('E') > 0;
    }

    private static String plain(JsonNode value) {
        var number = value.decimalValue();
        return Math.abs(number.scale()) > MOST_ZEROS ? number.toString() : number.toPlainString();
    }
}
