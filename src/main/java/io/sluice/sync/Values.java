package io.sluice.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;

/** What a column of a type keeps of a value as the API shows it. SOAP shows everything as text, and REST some numbers. */
final class Values {
    /** The value does not fit. The message says so without it. */
    static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;

        Misfit(JsonNode shown, String expected) {
            super(kind(shown) + ", not " + expected, null, false, false);
        }
    }

    private static final String WHOLE = "a whole number of 64 bits";
    private static final String DECIMAL = "a decimal number of 64 bits";

    private Values() {}

    /** @return null for what means no value: an empty text where a number is expected, or the year 1 */
    static Object of(Type type, JsonNode shown) throws Misfit {
        if (type == Type.TEXT) {
            return text(shown);
        }
        if (shown.isTextual() && shown.textValue().isEmpty()) {
            return null;
        }
        return switch (type) {
            case INTEGER -> whole(shown);
            case DOUBLE -> decimal(shown);
            case BOOLEAN -> truth(shown);
            case TIMESTAMP -> time(shown);
            case JSON -> shown.toString();
            case TEXT -> throw new IllegalStateException("is read above");
        };
    }

    /** A list becomes its JSON, with its order. */
    private static String text(JsonNode shown) throws Misfit {
        if (shown.isObject()) {
            throw new Misfit(shown, "text");
        }
        return shown.isArray() ? shown.toString() : shown.asText();
    }

    private static Long whole(JsonNode shown) throws Misfit {
        try {
            return number(shown, WHOLE).longValueExact();
        } catch (ArithmeticException e) {
            throw new Misfit(shown, WHOLE);
        }
    }

    private static Double decimal(JsonNode shown) throws Misfit {
        var value = number(shown, DECIMAL).doubleValue();
        if (Double.isInfinite(value)) {
            throw new Misfit(shown, DECIMAL);
        }
        return value;
    }

    private static BigDecimal number(JsonNode shown, String expected) throws Misfit {
        if (!shown.isNumber() && !shown.isTextual()) {
            throw new Misfit(shown, expected);
        }
        try {
            return new BigDecimal(shown.asText());
        } catch (NumberFormatException e) {
            throw new Misfit(shown, expected);
        }
    }

    private static Boolean truth(JsonNode shown) throws Misfit {
        if (shown.isBoolean()) {
            return shown.booleanValue();
        }
        var word = shown.isTextual() ? shown.textValue() : "";
        if (!word.equalsIgnoreCase("true") && !word.equalsIgnoreCase("false")) {
            throw new Misfit(shown, "true or false");
        }
        return word.equalsIgnoreCase("true");
    }

    private static Object time(JsonNode shown) throws Misfit {
        try {
            return SfmcTime.read(shown.isTextual() ? shown.textValue() : "").orElse(null);
        } catch (DateTimeException e) {
            throw new Misfit(shown, "a time");
        }
    }

    static String kind(JsonNode shown) {
        return switch (shown.getNodeType()) {
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case ARRAY -> "a list";
            default -> "an object";
        };
    }
}
