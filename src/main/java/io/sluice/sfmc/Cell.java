package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Reason;

/** What a column makes of a value. */
sealed interface Cell {
    /** @param value in the column's form; null clears the column */
    record Good(JsonNode value) implements Cell {}

    record Bad(Reason reason, String detail) implements Cell {}
}
