package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/** One form of {@code as:}, with what it needs to know. */
interface Conversion {
    /** @param node neither missing nor null */
    JsonNode convert(JsonNode node) throws Unmappable;
}
