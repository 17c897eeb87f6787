package io.sluice.sandbox.salesforce;

import java.util.List;
import java.util.Optional;

/**
 * A disturbance of single records that someone ordered: a lock, a trigger, a validation rule. It is met by records that
 * passed all other checks.
 *
 * @param object any when absent
 * @param id the record that is updated or deleted; any, and new ones, when absent
 * @param contains a text in any value of the record; any when absent
 * @param operation create, update or delete; any when absent
 * @param skip how many records that fit pass before it begins
 * @param times how many records meet it; any number when absent
 * @param statusCode UNABLE_TO_LOCK_ROW when absent
 * @param message that of a lock when absent
 * @param fields that it names
 */
record RecordFault(
        String object,
        String id,
        String contains,
        String operation,
        int skip,
        Integer times,
        String statusCode,
        String message,
        List<String> fields) {

    RecordFault {
        statusCode = statusCode == null ? "UNABLE_TO_LOCK_ROW" : statusCode;
        fields = fields == null ? List.of() : fields;
    }

    /** @param id of the record; empty for a new one */
    boolean fits(String object, Optional<String> id, String operation, Iterable<Object> values) {
        return (this.object == null || this.object.equalsIgnoreCase(object))
                && (this.id == null
                        || id.filter(own -> Ids.short15(own).equals(Ids.short15(this.id)))
                                .isPresent())
                && (this.operation == null || this.operation.equalsIgnoreCase(operation))
                && (contains == null || contained(values));
    }

    private boolean contained(Iterable<Object> values) {
        for (var value : values) {
            if (value != null && value.toString().contains(contains)) {
                return true;
            }
        }
        return false;
    }

    RecordProblem problem(Optional<String> id) {
        var text = message != null
                ? message
                : "unable to obtain exclusive access to this record or 1 records: " + id.orElse("00Q000000000000");
        return RecordProblem.at(statusCode, text, fields.toArray(String[]::new));
    }
}
