package io.sluice.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One row of a table, read and not yet written.
 *
 * @param values one for each of the table's columns, in order: String, Long, Double, Boolean, Instant, or null
 * @param extra what no column has
 * @param receivedAt when it was read
 */
public record Row(Table table, List<Object> values, Optional<JsonNode> extra, Instant receivedAt) {}
