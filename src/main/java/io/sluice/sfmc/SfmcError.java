package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What SFMC says went wrong: {@code message, errorcode, additionalErrors}, or the {@code resultMessages} of the newer
 * services.
 *
 * @param known whether the body has one of those shapes
 * @param code the {@code errorcode}, a number or a numeric string (both occur); -1 without one
 * @param message its own words
 * @param details the words of {@code additionalErrors} and {@code resultMessages}: not aligned with the rows, and with
 *     equal ones left out
 * @param codes the {@code resultCode} words
 */
record SfmcError(boolean known, int code, String message, List<String> details, List<String> codes) {
    private static final int LONGEST = 500;

    static SfmcError of(Optional<JsonNode> body) {
        var json = body.orElse(MissingNode.getInstance());
        var details = new ArrayList<String>();
        var codes = new ArrayList<String>();
        for (var error : json.path("additionalErrors")) {
            details.add(error.path("message").asText());
        }
        for (var result : json.path("resultMessages")) {
            details.add(result.path("message").asText());
            codes.add(result.path("resultCode").asText());
        }
        var hasErrors = json.path("hasErrors").asBoolean() || !codes.isEmpty();
        var known = json.isObject()
                && (json.has("errorcode") || json.path("message").isTextual() || hasErrors);
        return new SfmcError(
                known,
                json.path("errorcode").asInt(-1),
                cut(json.path("message").asText()),
                details,
                codes);
    }

    /** For the row's own record, where it may quote a value. */
    String text() {
        var all = new ArrayList<String>();
        if (!message.isEmpty()) {
            all.add(message);
        }
        all.addAll(details);
        return cut(String.join("; ", all));
    }

    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
