package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Reason;
import io.sluice.mapping.Unmappable;
import java.math.BigDecimal;

/**
 * A column of a data extension, as SFMC describes it.
 *
 * @param length longest text, or the digits of a decimal; 0 when it is not said
 * @param scale a decimal's digits after the point
 * @param hasDefault whether a new row gets a value there without being sent one
 */
record Column(
        String name, ColumnType type, int length, int scale, boolean primaryKey, boolean nullable, boolean hasDefault) {

    static Column of(JsonNode field) {
        var primaryKey = field.path("isPrimaryKey").asBoolean();
        return new Column(
                field.path("name").asText(),
                ColumnType.named(field.path("type").asText()),
                field.path("length").asInt(),
                field.path("scale").asInt(),
                primaryKey,
                !primaryKey && field.path("isNullable").asBoolean(true),
                !field.path("defaultValue").asText("").isEmpty());
    }

    /** Whether a new row is refused without a value for it. */
    boolean required() {
        return !nullable && !hasDefault;
    }

    /** The value as the column takes it, or why it certainly does not. Other columns decide nothing. */
    Cell take(JsonNode value) {
        try {
            var converted = value.isNull() ? value : type.convert(value);
            if (converted.isNull() && !nullable) {
                return bad(primaryKey ? Reason.KEY_MISSING : Reason.NULL_REFUSED, "may not be empty");
            }
            return tooLong(converted) ? bad(Reason.TOO_LONG, "the value is longer") : new Cell.Good(converted);
        } catch (Unmappable unmappable) {
            return bad(unmappable.reason(), unmappable.getMessage());
        }
    }

    /** Blanks at the end may be cut off by SFMC, so they do not count. */
    private boolean tooLong(JsonNode value) {
        if (length == 0 || value.isNull()) {
            return false;
        }
        if (type == ColumnType.DECIMAL) {
            return digitsBeforeThePoint(value.decimalValue()) > length - scale;
        }
        return type.isText() && value.asText().stripTrailing().length() > length;
    }

    private static long digitsBeforeThePoint(BigDecimal number) {
        return number.signum() == 0 ? 0 : Math.max(0L, (long) number.precision() - number.scale());
    }

    /** The detail tells of the column, and nothing of the value. */
    private Cell bad(Reason reason, String what) {
        return new Cell.Bad(reason, "column " + this + ": " + what);
    }

    /** For people: {@code 'Total' (Decimal 8,2)}. */
    @Override
    public String toString() {
        var size = length == 0 ? "" : " " + length + (type == ColumnType.DECIMAL ? "," + scale : "");
        return "'" + name + "' (" + (type == ColumnType.OTHER ? "of a type unknown here" : type.spelling()) + size
                + ")";
    }
}
