package io.sluice.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;

/**
 * One call to a destination, without host and credentials: the door adds them.
 *
 * @param path begins with a slash, is percent-encoded, and may carry a query
 * @param headers beside those that every call of the destination has
 * @param body missing, whose text is empty, for a call without one
 */
public record Request(String method, String path, Map<String, String> headers, JsonNode body) {
    public Request(String method, String path, JsonNode body) {
        this(method, path, Map.of(), body);
    }

    /** A question. */
    public static Request get(String path) {
        return new Request("GET", path, MissingNode.getInstance());
    }
}
