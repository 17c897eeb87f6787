package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** A field's type. It decides how JSON becomes a value: text, a number, a boolean, a date or a time. */
enum FieldType {
    ID,
    STRING,
    TEXTAREA,
    EMAIL,
    PHONE,
    URL,
    PICKLIST,
    MULTIPICKLIST,
    REFERENCE,
    BOOLEAN,
    INT,
    DOUBLE,
    CURRENCY,
    PERCENT,
    DATE,
    DATETIME,
    ADDRESS;

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    /** Offsets with and without a colon are in use: +0000 is what Salesforce itself writes. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter(Locale.ROOT);

    @JsonCreator
    static FieldType named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no type of field; there are "
                        + Arrays.stream(values()).map(FieldType::spelling).toList()));
    }

    /** As a describe and the errors of the JSON reader name it. */
    String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isText() {
        return ordinal() <= REFERENCE.ordinal();
    }

    boolean isNumber() {
        return this == INT || this == DOUBLE || this == CURRENCY || this == PERCENT;
    }

    /**
     * The value for this field, null for none. Numbers and booleans in text are taken where they are clean.
     *
     * @throws WrongType when it cannot be one
     */
    Object read(JsonNode json) {
        if (json.isContainerNode() || this == ADDRESS) {
            throw new WrongType(this);
        }
        if (json.isNull()) {
            if (this == BOOLEAN) {
                throw new WrongType(this);
            }
            return null;
        }
        return isText() ? text(json) : typed(json.asText().trim());
    }

    private static String text(JsonNode json) {
        var text = json.asText().trim();
        return text.isEmpty() ? null : text;
    }

    private Object typed(String text) {
        try {
            return switch (this) {
                case BOOLEAN -> bool(text);
                case INT -> new BigDecimal(text).setScale(0);
                case DATE -> day(text);
                case DATETIME -> time(text);
                default -> new BigDecimal(text);
            };
        } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
            throw new WrongType(this);
        }
    }

    private Boolean bool(String text) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new WrongType(this);
        }
        return Boolean.valueOf(text);
    }

    static LocalDate day(String text) {
        if (!DAY.matcher(text).matches()) {
            throw new DateTimeParseException("not a date", text, 0);
        }
        return LocalDate.parse(text);
    }

    static Instant time(String text) {
        return OffsetDateTime.parse(text, TIME).toInstant();
    }

    /** A JSON value that cannot be read as the field's type: it fails the whole request. */
    static final class WrongType extends RuntimeException {
        WrongType(FieldType type) {
            super(
                    type.isNumber() && type != INT ? "double" : type.isText() ? "string" : type.spelling(),
                    null,
                    false,
                    false);
        }
    }
}
