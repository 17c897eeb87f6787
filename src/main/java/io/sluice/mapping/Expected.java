package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/** What a case expects of one mapping. */
sealed interface Expected {
    /** That it makes exactly this request of the event. */
    record Request(String method, String path, JsonNode body) implements Expected {}

    /** @param reason its code */
    record Filtered(String reason) implements Expected {}

    /** @param reason its code */
    record Refused(String reason) implements Expected {}
}
