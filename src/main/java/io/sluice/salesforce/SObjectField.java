package io.sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.Reason;
import io.sluice.mapping.Unmappable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A field of an object, as describe tells of it.
 *
 * @param name its API name
 * @param label as people see it, and as errors of Salesforce name it
 * @param length the longest text, in characters; 0 when it is not said
 * @param digits the most digits of a whole number; 0 when it is not said
 * @param precision the most digits of another number, those after the point included; 0 when it is not said
 * @param scale how many of them are after the point
 * @param nillable whether it may be empty
 * @param defaultedOnCreate whether a new record gets a value there without being sent one
 * @param createable whether this user may write it in a new record
 * @param updateable whether this user may write it in one that is there
 * @param filterable whether a query can look for its values
 * @param idLookup whether a record can be written by its value
 * @param externalId whether it is marked as an external id
 * @param caseSensitive whether two values are different that differ in letter case alone
 * @param restrictedPicklist whether it takes the values of its picklist only
 * @param picklist the active values, by themselves in small letters
 */
record SObjectField(
        String name,
        String label,
        FieldType type,
        int length,
        int digits,
        int precision,
        int scale,
        boolean nillable,
        boolean defaultedOnCreate,
        boolean createable,
        boolean updateable,
        boolean filterable,
        boolean idLookup,
        boolean externalId,
        boolean caseSensitive,
        boolean restrictedPicklist,
        Map<String, String> picklist) {
    private static final String SEPARATOR = ";";

    static SObjectField of(JsonNode described) {
        return new SObjectField(
                described.path("name").asText(),
                described.path("label").asText(),
                FieldType.of(described.path("type").asText()),
                described.path("length").asInt(),
                described.path("digits").asInt(),
                described.path("precision").asInt(),
                described.path("scale").asInt(),
                described.path("nillable").asBoolean(),
                described.path("defaultedOnCreate").asBoolean(),
                described.path("createable").asBoolean(),
                described.path("updateable").asBoolean(),
                described.path("filterable").asBoolean(),
                described.path("idLookup").asBoolean(),
                described.path("externalId").asBoolean(),
                described.path("caseSensitive").asBoolean(),
                described.path("restrictedPicklist").asBoolean(),
                picklist(described.path("picklistValues")));
    }

    private static Map<String, String> picklist(JsonNode values) {
        var picklist = new HashMap<String, String>();
        for (var value : values) {
            if (value.path("active").asBoolean(true)) {
                picklist.put(
                        folded(value.path("value").asText()),
                        value.path("value").asText());
            }
        }
        return Map.copyOf(picklist);
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Whether a new record is refused without a value for it. */
    boolean required() {
        return createable && !nillable && !defaultedOnCreate;
    }

    /** The value as the field takes it, a text cut where that may be done. */
    FieldValue take(JsonNode value) {
        return take(value, type.mayBeCut() && !externalId && !idLookup);
    }

    /** The value as the field takes it, to look for: whole, or not at all. */
    FieldValue takeWhole(JsonNode value) {
        return take(value, false);
    }

    private FieldValue take(JsonNode value, boolean mayBeCut) {
        try {
            return fitted(value.isNull() ? value : type.convert(value), mayBeCut);
        } catch (Unmappable unmappable) {
            return bad(unmappable.reason(), unmappable.getMessage());
        }
    }

    private FieldValue fitted(JsonNode value, boolean mayBeCut) {
        if (type.isText() && !value.isNull()) {
            return text(value.textValue(), mayBeCut);
        }
        return type.isNumber() && !value.isNull() ? number(value) : good(value);
    }

    /** Blanks are no text: Salesforce keeps nothing of them, and cuts off those at the end. */
    private FieldValue text(String given, boolean mayBeCut) {
        var text = given.stripTrailing();
        if (text.isEmpty()) {
            return good(NullNode.getInstance());
        }
        if (length > 0 && text.codePointCount(0, text.length()) > length) {
            return mayBeCut
                    ? new FieldValue.Good(TextNode.valueOf(text.substring(0, text.offsetByCodePoints(0, length))), true)
                    : bad(Reason.TOO_LONG, "the value is longer, and is not cut");
        }
        return restrictedPicklist ? listed(text) : good(TextNode.valueOf(text));
    }

    /** In the spelling of the list: Salesforce compares without case. */
    private FieldValue listed(String text) {
        var spelt = new StringBuilder();
        for (var part : type == FieldType.MULTIPICKLIST ? text.split(SEPARATOR) : new String[] {text}) {
            var value = picklist.get(folded(part.strip()));
            if (value == null) {
                return bad(Reason.VALUE_INVALID, "the value is not in its restricted picklist");
            }
            spelt.append(spelt.isEmpty() ? "" : SEPARATOR).append(value);
        }
        return good(TextNode.valueOf(spelt.toString()));
    }

    private FieldValue number(JsonNode number) {
        if (number.isDouble() && !Double.isFinite(number.doubleValue())) {
            return bad(Reason.VALUE_INVALID, "is not a number");
        }
        var whole = type == FieldType.INT || type == FieldType.LONG;
        if (whole && !number.isIntegralNumber()) {
            return bad(Reason.VALUE_INVALID, "is not a whole number");
        }
        var most = whole ? digits : precision - scale;
        return most > 0 && digitsBeforeThePoint(number) > most
                ? bad(Reason.VALUE_INVALID, "the number has more than " + most + " digits before the point")
                : good(number);
    }

    private static long digitsBeforeThePoint(JsonNode node) {
        var number = node.decimalValue();
        return number.signum() == 0 ? 0 : Math.max(0L, (long) number.precision() - number.scale());
    }

    private static FieldValue good(JsonNode value) {
        return new FieldValue.Good(value, false);
    }

    /** The detail tells of the field, and nothing of the value. */
    private FieldValue bad(Reason reason, String what) {
        return new FieldValue.Bad(reason, "field " + this + ": " + what);
    }

    /** For people: {@code 'LastName' (string 80)}. */
    @Override
    public String toString() {
        var kind = type == FieldType.OTHER ? "of a type unknown here" : folded(type.name());
        return "'" + name + "' (" + kind + (type.isText() && length > 0 ? " " + length : "") + ")";
    }
}
