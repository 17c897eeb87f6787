package io.sluice.delivery;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One call to a destination, without host and credentials: the door adds them.
 *
 * @param path begins with a slash, is percent-encoded, and may carry a query
 */
public record Request(String method, String path, JsonNode body) {}
