package io.sluice.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * One call to a destination, without host and credentials: the door adds them.
 *
 * @param path begins with a slash, is percent-encoded, and may carry a query
 * @param body missing, whose text is empty, for a call without one
 */
public record Request(String method, String path, JsonNode body) {
    /** A question. */
    public static Request get(String path) {
        return new Request("GET", path, MissingNode.getInstance());
    }
}
