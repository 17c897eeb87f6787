package io.sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.RecordWriting;
import java.util.Locale;
import java.util.Optional;

/** A field that records are found by: how its values are written in a question, and compared. */
record LookupField(SObjectField field) {
    /** Fifteen characters tell an id from any other; three more are a checksum. */
    private static final int ID_LENGTH = 15;

    /**
     * @param folded equal for values that the field takes for equal
     * @param literal as SOQL writes it
     */
    record Value(String folded, String literal) {}

    String name() {
        return field.name();
    }

    /** Why records are not found by such a field, and what to do. */
    Optional<String> problem(RecordWriting writing) {
        var problem =
                switch (field.type()) {
                    case MULTIPICKLIST, DATETIME, OTHER -> "cannot be looked up; use another one in 'keys'";
                    default -> writing.externalId().isPresent() ? externalIdProblem() : caseProblem();
                };
        return Optional.of("the field " + field + " " + problem).filter(text -> !problem.isEmpty());
    }

    private String externalIdProblem() {
        return field.externalId() || field.idLookup()
                ? ""
                : "is no external id: mark it as one in Salesforce, or remove 'externalId' from the mapping";
    }

    /** What differs in letter case alone is one key to all that keeps events in order. */
    private String caseProblem() {
        return field.caseSensitive()
                ? "tells capitals from small letters: say 'externalId: " + name() + "' in the mapping"
                : "";
    }

    /** Empty for what no record can have in this field. */
    Optional<Value> value(JsonNode json) {
        return json.isMissingNode()
                        || !(field.takeWhole(json) instanceof FieldValue.Good good)
                        || good.value().isNull()
                ? Optional.empty()
                : Optional.of(of(good.value()));
    }

    private Value of(JsonNode value) {
        if (field.type().isNumber()) {
            var number = value.decimalValue().stripTrailingZeros().toPlainString();
            return new Value(number, number);
        }
        var text = value.asText().strip();
        return switch (field.type()) {
            case BOOLEAN, DATE -> new Value(text, text);
            case ID, REFERENCE -> new Value(text.substring(0, Math.min(ID_LENGTH, text.length())), Soql.text(text));
            default -> new Value(field.caseSensitive() ? text : text.toLowerCase(Locale.ROOT), Soql.text(text));
        };
    }
}
