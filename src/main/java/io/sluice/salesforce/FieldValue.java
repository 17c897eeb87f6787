package io.sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Reason;

/** What a field makes of a value. */
sealed interface FieldValue {
    /**
     * @param value in the field's form; null clears the field
     * @param cut whether some of a text did not fit
     */
    record Good(JsonNode value, boolean cut) implements FieldValue {}

    record Bad(Reason reason, String detail) implements FieldValue {}
}
