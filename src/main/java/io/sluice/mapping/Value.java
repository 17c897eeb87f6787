package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/** Where a column's value comes from. */
sealed interface Value permits Path, FirstOf, Constant, Formatted, Jq, Converted, ContactKey, ExternalId, OnDevice {
    /**
     * @param event the complete message
     * @return the value as it is in the event; the missing node where there is none, JSON null where it is null
     * @throws Unmappable when there is one, but not in the form that is asked for
     */
    JsonNode of(JsonNode event) throws Unmappable;
}
