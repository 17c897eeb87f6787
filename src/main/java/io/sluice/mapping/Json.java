package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** What Jackson's tree does not say by itself. */
final class Json {
    private Json() {}

    /** What a value is, without telling it. */
    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT, POJO -> "an object";
            case ARRAY -> "an array";
            case STRING, BINARY -> "text";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case NULL -> "null";
            case MISSING -> "missing";
        };
    }

    /** JSON's 1e999 becomes an infinite double, which is no number that can be compared or sent. */
    static boolean isFinite(JsonNode node) {
        return node.isNumber() && (!node.isDouble() || Double.isFinite(node.doubleValue()));
    }

    /** Numbers are equal by value (1 = 1.0), everything else by type and value. */
    static boolean same(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber() ? isFinite(one) && compare(one, other) == 0 : one.equals(other);
    }

    /** Both finite. */
    static int compare(JsonNode one, JsonNode other) {
        if (one.canConvertToLong() && other.canConvertToLong() && one.isIntegralNumber() && other.isIntegralNumber()) {
            return Long.compare(one.longValue(), other.longValue());
        }
        return one.decimalValue().compareTo(other.decimalValue());
    }

    /** A number as its shortest plain text, so that 7, 7.0 and "7" name one row; anything else as it is. */
    static String canonical(JsonNode node) {
        if (!isFinite(node) || node.isIntegralNumber()) {
            return node.asText();
        }
        BigDecimal number = node.decimalValue().stripTrailingZeros();
        return Math.abs(number.scale()) > 40 ? number.toString() : number.toPlainString();
    }
}
