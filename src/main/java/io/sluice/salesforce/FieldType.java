package io.sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import io.sluice.mapping.Conversion;
import io.sluice.mapping.Unmappable;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types of Salesforce's fields, by the word that describe has for them: in which form each is sent its values. */
enum FieldType {
    STRING(true),
    TEXTAREA(true),
    PHONE(true),
    URL(true),
    /** Cut, it would be another one; its syntax is left to Salesforce. */
    EMAIL(false),
    ENCRYPTEDSTRING(true),
    COMBOBOX(false),
    PICKLIST(false),
    MULTIPICKLIST(false),
    ID(false),
    REFERENCE(false),
    BOOLEAN(Conversion.BOOLEAN),
    INT(FieldType::whole),
    LONG(FieldType::whole),
    DOUBLE(Conversion.NUMBER),
    CURRENCY(Conversion.NUMBER),
    PERCENT(Conversion.NUMBER),
    DATE(Conversion.DAY),
    DATETIME(Conversion.DATETIME),
    /** Not known to us, or not written by itself, such as an address: sent as it is. */
    OTHER(value -> value);

    private static final Map<String, FieldType> BY_WORD =
            Stream.of(values()).collect(Collectors.toMap(type -> type.name().toLowerCase(Locale.ROOT), type -> type));

    private final Conversion form;
    private final boolean text;
    private final boolean cut;

    FieldType(boolean cut) {
        this(Conversion.WRITTEN_OUT, true, cut);
    }

    FieldType(Conversion form) {
        this(form, false, false);
    }

    FieldType(Conversion form, boolean text, boolean cut) {
        this.form = form;
        this.text = text;
        this.cut = cut;
    }

    /** @param word as describe has it */
    static FieldType of(String word) {
        return BY_WORD.getOrDefault(word, OTHER);
    }

    /** Whether values are texts, whose length counts. */
    boolean isText() {
        return text;
    }

    /** Whether a text that is too long still says something when it is cut. */
    boolean mayBeCut() {
        return cut;
    }

    boolean isNumber() {
        return this == INT || this == LONG || this == DOUBLE || this == CURRENCY || this == PERCENT;
    }

    /**
     * @param value neither missing nor null
     * @return null for a blank where the type is no text
     * @throws Unmappable when Salesforce certainly does not take it
     */
    JsonNode convert(JsonNode value) throws Unmappable {
        return form.convert(value);
    }

    /** 4.0 counts as 4; 4.5 stays, and does not fit. */
    private static JsonNode whole(JsonNode value) throws Unmappable {
        var number = Conversion.NUMBER.convert(value);
        return number.isFloatingPointNumber() && number.canConvertToExactIntegral()
                ? BigIntegerNode.valueOf(number.bigIntegerValue())
                : number;
    }
}
