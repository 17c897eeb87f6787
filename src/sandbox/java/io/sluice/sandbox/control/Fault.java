package io.sluice.sandbox.control;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.sandbox.http.BodyTooLarge;
import io.sluice.sandbox.http.Call;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A disturbance that someone ordered.
 *
 * @param match which requests it meets; all when absent
 * @param skip how many matching requests pass before it begins
 * @param times how many requests it meets; any number when absent
 * @param delayMillis how long each of them waits first; with some actions, afterwards; no longer than until it is withdrawn
 * @param action what then happens; {@code answer} when there is a status, else {@code pass}
 * @param status of the answer
 * @param headers of the answer
 * @param body of the answer: JSON, or a string that is sent as it is; its {@code Content-Type} can be one of the headers
 * @param then what is changed in the sandbox when it was met: after the request was served, before it is answered
 */
public record Fault(
        Match match,
        int skip,
        Integer times,
        long delayMillis,
        Action action,
        Integer status,
        Map<String, String> headers,
        JsonNode body,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<Order> then) {

    public Fault {
        match = match == null ? new Match(null, null, null, null) : match;
        action = action == null ? (status == null ? Action.PASS : Action.ANSWER) : action;
        headers = headers == null ? Map.of() : headers;
        then = then == null ? List.of() : then;
        if ((action == Action.ANSWER || action == Action.APPLY_THEN_ANSWER) && status == null) {
            throw new IllegalArgumentException("A fault that answers needs a status.");
        }
    }

    /**
     * A control request.
     *
     * @param path with its query
     * @param body JSON; nothing when absent
     */
    public record Order(String method, String path, JsonNode body) {
        public Order {
            if (method == null || path == null || !path.startsWith("/sandbox/")) {
                throw new IllegalArgumentException("What a fault does then is a method and a path below /sandbox/.");
            }
        }
    }

    /** What a fault does with a request. */
    public enum Action {
        /** Served as usual, after the delay. */
        PASS("pass"),
        /** Not served; the status, headers and body of the fault. */
        ANSWER("answer"),
        /** Not served; the connection is closed. */
        DROP("drop"),
        /** Not served, never answered. */
        HANG("hang"),
        /** Not served; 200 with something that is not JSON. */
        GARBAGE("garbage"),
        /** Served, but the caller sees the status, headers and body of the fault. */
        APPLY_THEN_ANSWER("applyThenAnswer"),
        /** Served, but the connection is closed instead of an answer. */
        APPLY_THEN_DROP("applyThenDrop"),
        /** Served, but never answered. */
        APPLY_THEN_HANG("applyThenHang"),
        /** Served at once, and answered after the delay. */
        APPLY_THEN_WAIT("applyThenWait"),
        /** The connection is closed at once, and the request served after the delay, when nobody waits any more. */
        DROP_THEN_APPLY("dropThenApply");

        private final String spelling;

        Action(String spelling) {
            this.spelling = spelling;
        }

        /** Whether the delay comes after what the action does. */
        boolean waitsAfterwards() {
            return this == APPLY_THEN_WAIT || this == DROP_THEN_APPLY;
        }

        @JsonValue
        String spelling() {
            return spelling;
        }

        @JsonCreator
        static Action named(String spelling) {
            return Arrays.stream(values())
                    .filter(action -> action.spelling.equals(spelling))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + spelling + "' is no action; there are "
                            + Arrays.stream(values()).map(Action::spelling).toList()));
        }
    }

    /**
     * Which requests a fault meets: those for which all that is given holds.
     *
     * @param method GET, POST, …
     * @param path a regular expression found anywhere in the path as sent
     * @param query a regular expression found anywhere in the query, decoded
     * @param bodyContains a text in the body
     */
    public record Match(String method, Pattern path, Pattern query, String bodyContains) {

        boolean fits(Call call) {
            return (method == null || method.equalsIgnoreCase(call.method()))
                    && (path == null || path.matcher(call.path()).find())
                    && (query == null || query.matcher(call.decodedQuery()).find())
                    && (bodyContains == null || contained(call));
        }

        private boolean contained(Call call) {
            try {
                return call.text(StandardCharsets.UTF_8).contains(bodyContains);
            } catch (BodyTooLarge e) {
                return false;
            }
        }
    }
}
