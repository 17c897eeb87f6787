package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A field of an object, as its declaration in a data file says. What is absent is usual: createable, updateable, nillable,
 * visible, compared without case.
 *
 * @param label the name when absent
 * @param length of text, in characters
 * @param precision all digits of a number
 * @param scale digits behind its point
 * @param digits of an int
 * @param required must have a value, and gets none by itself
 * @param readOnly neither createable nor updateable
 * @param defaultValue what a new record gets; {@code true} and {@code false} for booleans
 * @param defaulted a new record gets a value, though not always the same one
 * @param idLookup may be the key of an upsert, as {@code externalId}
 * @param values of a picklist
 * @param restricted no other values than these
 * @param referenceTo objects that a reference may point to
 */
record Field(
        String name,
        String label,
        FieldType type,
        int length,
        int precision,
        int scale,
        int digits,
        boolean required,
        boolean readOnly,
        Boolean createable,
        Boolean updateable,
        JsonNode defaultValue,
        boolean defaulted,
        boolean idLookup,
        boolean externalId,
        boolean unique,
        boolean caseSensitive,
        List<String> values,
        boolean restricted,
        List<String> referenceTo) {

    private static final int FILTERABLE_LENGTH = 255;

    Field {
        if (name == null || type == null) {
            throw new IllegalArgumentException("A field needs name and type.");
        }
        label = label == null ? name.replace("__c", "") : label;
        length = length == 0 ? usualLength(type) : length;
        createable = !readOnly && (createable == null || createable);
        updateable = !readOnly && (updateable == null || updateable);
        defaultValue = defaultValue == null && type == FieldType.BOOLEAN ? BooleanNode.FALSE : defaultValue;
        values = values == null ? List.of() : values;
        referenceTo = referenceTo == null ? List.of() : referenceTo;
    }

    private static int usualLength(FieldType type) {
        return switch (type) {
            case ID, REFERENCE -> 18;
            case STRING, TEXTAREA, URL, PICKLIST -> 255;
            case EMAIL -> 80;
            case PHONE -> 40;
            case MULTIPICKLIST -> 4099;
            default -> 0;
        };
    }

    /** Fields are keys of maps, and hashing all components would cost more than what is done with them. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    String key() {
        return name.toLowerCase(Locale.ROOT);
    }

    boolean custom() {
        return key().endsWith("__c");
    }

    /** Booleans cannot be null. */
    boolean nillable() {
        return !required && type != FieldType.BOOLEAN && type != FieldType.ID && defaultValue == null && !defaulted;
    }

    boolean defaultedOnCreate() {
        return defaulted || defaultValue != null;
    }

    boolean filterable() {
        return type != FieldType.ADDRESS && !(type == FieldType.TEXTAREA && length > FILTERABLE_LENGTH);
    }

    /** Whether an upsert may find records by it. */
    boolean isKey() {
        return externalId || idLookup;
    }

    Optional<Object> defaultOnCreate() {
        return Optional.ofNullable(defaultValue).map(type::read);
    }

    /** The value in a form in which two are equal when Salesforce takes them as equal. */
    Object comparable(Object value) {
        if (value instanceof String text) {
            if (type == FieldType.ID || type == FieldType.REFERENCE) {
                return Ids.short15(text);
            }
            return caseSensitive ? text : text.toLowerCase(Locale.ROOT);
        }
        return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
    }
}
