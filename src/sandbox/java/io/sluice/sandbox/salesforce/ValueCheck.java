package io.sluice.sandbox.salesforce;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Whether values, each for itself, fit their fields. */
final class ValueCheck {
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@"
                    + "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+");

    private final Org org;

    ValueCheck(Org org) {
        this.org = org;
    }

    List<RecordProblem> problems(Draft draft) {
        return draft.values().entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> problem(entry.getKey(), entry.getValue()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Decimals are rounded to the field's scale; ids are kept with 18 characters. */
    Object stored(Field field, Object value) {
        if (value instanceof BigDecimal number && field.type() != FieldType.INT) {
            return number.setScale(field.scale(), RoundingMode.HALF_UP);
        }
        return value instanceof String id && field.type() == FieldType.REFERENCE ? Ids.long18(id) : value;
    }

    private RecordProblem problem(Field field, Object value) {
        if (value instanceof BigDecimal number) {
            return fits(field, number)
                    ? null
                    : at(
                            field,
                            "NUMBER_OUTSIDE_VALID_RANGE",
                            "value outside of valid range on numeric field: " + number);
        }
        return value instanceof String text ? problem(field, text) : null;
    }

    private RecordProblem problem(Field field, String text) {
        if (field.type() == FieldType.REFERENCE) {
            return reference(field, text);
        }
        if (field.restricted() && !allowed(field, text)) {
            return at(
                    field,
                    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                    "bad value for restricted picklist field: " + text);
        }
        if (text.codePointCount(0, text.length()) > field.length()) {
            return at(
                    field, "STRING_TOO_LONG", "data value too large: " + text + " (max length=" + field.length() + ")");
        }
        return field.type() == FieldType.EMAIL && !EMAIL.matcher(text).matches()
                ? at(field, "INVALID_EMAIL_ADDRESS", "invalid email address: " + text)
                : null;
    }

    private static boolean fits(Field field, BigDecimal number) {
        if (field.type() == FieldType.INT) {
            return number.precision() - number.scale() <= field.digits();
        }
        var rounded = number.setScale(field.scale(), RoundingMode.HALF_UP);
        return rounded.precision() - rounded.scale() <= field.precision() - field.scale();
    }

    private static boolean allowed(Field field, String text) {
        return field.type() == FieldType.MULTIPICKLIST
                ? field.values().containsAll(Arrays.asList(text.split(";")))
                : field.values().contains(text);
    }

    /** Users and groups are not kept here: any id that could be theirs is taken. */
    private RecordProblem reference(Field field, String id) {
        if (!Ids.isWellFormed(id)) {
            return at(field, "MALFORMED_ID", "id value of incorrect type: " + id);
        }
        var known = field.referenceTo().stream()
                .map(org::anyTable)
                .allMatch(table -> table.isEmpty() || table.get().get(id).isPresent());
        return known ? null : RecordProblem.at("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
    }

    private static RecordProblem at(Field field, String code, String text) {
        return RecordProblem.at(code, field.label() + ": " + text, field.name());
    }
}
