package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Rows that were submitted together: kept first, then written, then a list of results. */
final class AsyncJob {
    private final String id;
    private final DataExtension extension;
    private final boolean insert;
    private final long call;
    private final Instant submittedAt;
    private final Duration delay;
    private List<JsonNode> rows;
    private final List<ObjectNode> results = new ArrayList<>();
    private Instant completedAt;
    private boolean hasErrors;

    /** @param call the number of the request that submitted it */
    AsyncJob(
            String id,
            DataExtension extension,
            boolean insert,
            List<JsonNode> rows,
            long call,
            Instant submittedAt,
            Duration delay) {
        this.id = id;
        this.extension = extension;
        this.insert = insert;
        this.rows = rows;
        this.call = call;
        this.submittedAt = submittedAt;
        this.delay = delay;
    }

    String id() {
        return id;
    }

    /** Writes its rows, each for itself. @return how many */
    synchronized int apply(AsyncRow writer, Instant now) {
        var applied = 0;
        for (var row : rows) {
            var result = writer.write(extension, row, insert, call);
            var good = result.path("status").asText().equals("OK");
            applied += good ? 1 : 0;
            hasErrors |= !good;
            results.add(result);
        }
        rows = List.of();
        completedAt = now;
        return applied;
    }

    /** Whether a status record exists yet: at first there is none. */
    boolean indexed(Instant now) {
        return !now.isBefore(submittedAt.plus(delay.dividedBy(4)));
    }

    synchronized ObjectNode status(Instant now) {
        var status = Json.object();
        status.put("callDateTime", time(submittedAt));
        status.put("requestStatus", word(now));
        status.put("requestId", id);
        if (completedAt != null) {
            status.put("pickupDateTime", time(submittedAt.plus(delay.dividedBy(2))));
            status.put("completionDateTime", time(completedAt));
            status.put("hasErrors", hasErrors);
            status.put("resultStatus", hasErrors ? "Has Errors" : "OK");
        }
        return status;
    }

    private static String time(Instant at) {
        return LocalDateTime.ofInstant(at, AccountTime.OFFSET).toString();
    }

    private String word(Instant now) {
        if (completedAt != null) {
            return "Complete";
        }
        return now.isBefore(submittedAt.plus(delay.dividedBy(2))) ? "Pending" : "Executing";
    }

    /** In the order of the rows; empty before they are written. */
    synchronized List<ObjectNode> results() {
        return List.copyOf(results);
    }
}
