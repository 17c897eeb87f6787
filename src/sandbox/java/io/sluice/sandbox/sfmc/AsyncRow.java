package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes one row of a job, and words the result as SFMC does. */
final class AsyncRow {
    private static final String DEADLOCK = "Transaction (Process ID 6840) was deadlocked on lock resources with another"
            + " process and has been chosen as the deadlock victim. Rerun the transaction.";

    private final Switches switches;
    private final Set<String> deadlocked = new HashSet<>();

    AsyncRow(Switches switches) {
        this.switches = switches;
    }

    ObjectNode write(DataExtension extension, JsonNode item, boolean insert, long call) {
        if (isDeadlocked(item)) {
            return error(DEADLOCK).put("errorCode", 2);
        }
        var row = Json.object();
        row.set("keys", keys(item, extension.columns()));
        row.set("values", item);
        if (insert && extension.holds(row, switches.nulls)) {
            return error("Violation of PRIMARY KEY constraint 'PK_" + extension.key()
                            + "'. Cannot insert duplicate key.\r\nThe statement has been terminated.")
                    .put("errorCode", "UnexpectedError");
        }
        var problems = extension.upsert(row, switches.nulls, call);
        if (problems.isEmpty()) {
            var message = insert ? "Inserted DataExtensionObject" : "Upserted DataExtensionObject";
            return Json.object().put("message", message).put("status", "OK");
        }
        return error(problems, extension.columns().hasKey());
    }

    /** The first time that the row is met, and only then. */
    private boolean isDeadlocked(JsonNode item) {
        return switches.deadlock != null
                && item.toString().contains(switches.deadlock)
                && deadlocked.add(item.toString());
    }

    private static ObjectNode keys(JsonNode item, Columns columns) {
        var keys = Json.object();
        for (var cell : item.properties()) {
            var position = columns.position(cell.getKey());
            if (position.isPresent() && columns.at(position.getAsInt()).primaryKey()) {
                keys.set(cell.getKey(), cell.getValue());
            }
        }
        return keys;
    }

    private static ObjectNode error(List<RowProblem> problems, boolean hasKey) {
        if (!hasKey) {
            return error("This Data Extension does not have any primary keys defined.");
        }
        var keyMissing =
                problems.stream().anyMatch(problem -> problem.message().endsWith("does not allow null value."));
        var result = error(
                        keyMissing
                                ? "Cannot locate the existing record. Required keys are missing."
                                : "Unable to save the row.")
                .put("errorCode", 2);
        var errors = result.putArray("errors");
        for (var problem : problems) {
            errors.addObject().put("errorMessage", problem.message()).put("errorCode", 70001);
        }
        return result;
    }

    private static ObjectNode error(String message) {
        return Json.object().put("message", message).put("status", "Error");
    }

    void reset() {
        deadlocked.clear();
    }
}
