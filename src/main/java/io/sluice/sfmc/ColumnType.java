package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.sluice.mapping.Conversion;
import io.sluice.mapping.Unmappable;
import java.util.Arrays;

/** The types of SFMC's columns: in which form each is sent its values. A blank that is no text becomes null. */
enum ColumnType {
    TEXT("Text"),
    /** Its syntax is left to SFMC, as are those of the next two. */
    EMAIL_ADDRESS("EmailAddress"),
    PHONE("Phone"),
    LOCALE("Locale"),
    NUMBER("Number") {
        @Override
        JsonNode convert(JsonNode value) throws Unmappable {
            var number = number(value);
            return number.isFloatingPointNumber() && number.canConvertToExactIntegral()
                    ? BigIntegerNode.valueOf(number.bigIntegerValue())
                    : number;
        }
    },
    DECIMAL("Decimal") {
        @Override
        JsonNode convert(JsonNode value) throws Unmappable {
            return number(value);
        }
    },
    DATE("Date") {
        @Override
        JsonNode convert(JsonNode value) throws Unmappable {
            return Conversion.DATE.convert(value);
        }
    },
    /** What is not plainly true or false is left to SFMC: it may take {@code yes} for true. */
    BOOLEAN("Boolean") {
        @Override
        JsonNode convert(JsonNode value) {
            try {
                return Conversion.BOOLEAN.convert(value);
            } catch (Unmappable unlike) {
                return value;
            }
        }
    },
    /** Not known to us: sent as it is. */
    OTHER("") {
        @Override
        JsonNode convert(JsonNode value) {
            return value;
        }
    };

    private final String spelling;

    ColumnType(String spelling) {
        this.spelling = spelling;
    }

    /** @param name as SFMC writes it, in any case */
    static ColumnType named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.spelling.equalsIgnoreCase(name))
                .findFirst()
                .orElse(OTHER);
    }

    /** As SFMC writes it. */
    String spelling() {
        return spelling;
    }

    /** Whether {@code length} counts characters. */
    boolean isText() {
        return this == TEXT || this == EMAIL_ADDRESS || this == PHONE || this == LOCALE;
    }

    /**
     * @param value neither missing nor null, and no object or array
     * @throws Unmappable when the column certainly does not take it
     */
    JsonNode convert(JsonNode value) throws Unmappable {
        return Conversion.WRITTEN_OUT.convert(value);
    }

    /** True and false count as 1 and 0. */
    private static JsonNode number(JsonNode value) throws Unmappable {
        if (value.isBoolean()) {
            return IntNode.valueOf(value.booleanValue() ? 1 : 0);
        }
        // JSON's 1e999 is read as an infinite number, which JSON cannot write.
        return Conversion.NUMBER.convert(
                value.isNumber() && Double.isInfinite(value.doubleValue()) ? Conversion.TEXT.convert(value) : value);
    }
}
