package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Json;
import java.util.List;
import java.util.Optional;

/**
 * Why a record is not written.
 *
 * @param fields absent where Salesforce sends none, which is not the same as an empty list for a single record
 * @param duplicates what a duplicate rule found
 */
record RecordProblem(String code, String message, Optional<List<String>> fields, Optional<ObjectNode> duplicates) {

    static RecordProblem of(String code, String message) {
        return new RecordProblem(code, message, Optional.empty(), Optional.empty());
    }

    static RecordProblem at(String code, String message, String... fields) {
        return new RecordProblem(code, message, Optional.of(List.of(fields)), Optional.empty());
    }

    /** In the array of errors that answers a request for one record. */
    ObjectNode single() {
        var json = Json.object();
        // The property's name is misspelt at Salesforce.
        duplicates.ifPresent(found -> json.set("duplicateResut", found));
        json.put("message", message).put("errorCode", code);
        fields.ifPresent(names -> json.set("fields", Json.MAPPER.valueToTree(names)));
        return json;
    }

    /** In the results of a request for many records. */
    ObjectNode inCollection() {
        var json = Json.object();
        json.put("statusCode", code).put("message", message);
        json.set("fields", Json.MAPPER.valueToTree(fields.orElse(List.of())));
        return json;
    }

    /** The status of a request for this record alone. */
    int status() {
        return switch (code) {
            case "ENTITY_IS_DELETED", "NOT_FOUND" -> 404;
            case "INSUFFICIENT_ACCESS_OR_READONLY" -> 403;
            default -> 400;
        };
    }
}
