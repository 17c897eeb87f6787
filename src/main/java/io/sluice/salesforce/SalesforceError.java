package io.sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One error in Salesforce's words.
 *
 * @param code its {@code errorCode}, or its {@code statusCode} in the result of a record
 * @param message may quote a value
 * @param fields the fields it is about
 */
record SalesforceError(String code, String message, List<String> fields) {
    private static final int LONGEST = 500;

    /** Those of an answer: an array of objects with {@code errorCode} (developer guide, status codes and error responses). */
    static List<SalesforceError> of(Optional<JsonNode> body) {
        var errors = new ArrayList<SalesforceError>();
        for (var error : body.filter(JsonNode::isArray).orElse(MissingNode.getInstance())) {
            if (error.path("errorCode").isTextual()) {
                errors.add(read(error, "errorCode"));
            }
        }
        return errors;
    }

    /** Those of one record of a collection, which spells them {@code statusCode}. */
    static List<SalesforceError> ofRecord(JsonNode result) {
        var errors = new ArrayList<SalesforceError>();
        result.path("errors").forEach(error -> errors.add(read(error, "statusCode")));
        return errors;
    }

    private static SalesforceError read(JsonNode error, String code) {
        var fields = new ArrayList<String>();
        error.path("fields").forEach(field -> fields.add(field.asText()));
        return new SalesforceError(
                error.path(code).asText(), error.path("message").asText(), List.copyOf(fields));
    }

    /** For the row's own record, where it may quote a value. */
    String text() {
        var all = code + ": " + message.strip();
        return all.length() <= LONGEST ? all : all.substring(0, LONGEST - 1) + "…";
    }

    /** For logs: no word of a value. */
    String words() {
        return fields.isEmpty() ? code : code + " " + fields;
    }
}
