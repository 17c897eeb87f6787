package io.sluice.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/**
 * An event, and what is expected of the mappings.
 *
 * @param place {@code file:line:column}
 * @param event as a source sends it
 * @param receivedAt when it arrives
 * @param expected by the name of the mapping; all others must filter the event
 */
record MappingCase(String place, String name, ObjectNode event, Instant receivedAt, Map<String, Expected> expected) {}
