package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Synchronous upsert of rows: {@code /hub/v1/dataevents}. Rows are applied in order up to the first bad one; it and all
 * that follow are not, and the answer is a 400 whose errors do not tell which row they are of.
 */
final class RowsetApi {
    private static final String WRITE = "data_extensions_write";

    private final DataExtensions extensions;
    private final Switches switches;
    private final AtomicLong applied;

    /** @param applied counts the rows that were written */
    RowsetApi(DataExtensions extensions, Switches switches, AtomicLong applied) {
        this.extensions = extensions;
        this.switches = switches;
        this.applied = applied;
    }

    void register(Router router, TokenGuard guard) {
        router.on("POST", "/hub/v1/dataevents/{extension}/rowset", guard.needs(WRITE, this::rowset));
        router.on("PUT", "/hub/v1/dataevents/{extension}/rows/{keys}", guard.needs(WRITE, this::row));
    }

    private Reply rowset(Call call) {
        var extension = addressed(call);
        var rows = call.json();
        if (!rows.isArray()) {
            throw SfmcError.refused(10003, "The body must be an array of objects with keys and values.");
        }
        call.carries(rows.size());
        if (switches.maxRows > 0 && rows.size() > switches.maxRows) {
            throw SfmcError.refused(10000, "A request takes at most " + switches.maxRows + " rows.");
        }
        apply(extension, rows, call.number());
        return Reply.json(200, rows);
    }

    private Reply row(Call call) {
        var extension = addressed(call);
        var row = Json.object();
        row.set("keys", keysOf(call.captured("keys")));
        row.set("values", call.json().path("values"));
        call.carries(1);
        apply(extension, Json.array().add(row), call.number());
        return Reply.json(200, row);
    }

    /** {@code pk:value,pk2:value2}. SFMC decodes before it splits, so a value with a colon or a comma is misread. */
    private static ObjectNode keysOf(String path) {
        var keys = Json.object();
        for (var pair : path.split(",")) {
            var parts = pair.split(":", 2);
            keys.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return keys;
    }

    private DataExtension addressed(Call call) {
        var address = call.captured("extension");
        if (address.regionMatches(true, 0, "key:", 0, 4)) {
            return extensions
                    .withKey(address.substring(4))
                    .orElseThrow(() -> SfmcError.refused(10001, "Parameter {key} is invalid."));
        }
        var id = address.regionMatches(true, 0, "id:", 0, 3) ? address.substring(3) : address;
        return extensions.withId(id).orElseThrow(() -> SfmcError.refused(10001, "Parameter {guid} is invalid."));
    }

    private void apply(DataExtension extension, JsonNode rows, long call) {
        var problems = new ArrayList<RowProblem>();
        for (var row : rows) {
            if (problems.isEmpty()) {
                problems.addAll(extension.upsert(row, switches.nulls, call));
                applied.addAndGet(problems.isEmpty() ? 1 : 0);
            } else {
                problems.addAll(extension.check(row, switches.nulls));
            }
        }
        if (!problems.isEmpty()) {
            throw refusal(extension, problems);
        }
    }

    /** The errors are sorted and each is told once, so that no client can take their place for that of a row. */
    private static SfmcError refusal(DataExtension extension, List<RowProblem> problems) {
        if (problems.get(0).kind() == RowProblem.Kind.KEY) {
            return SfmcError.refused(10000, problems.get(0).message());
        }
        var additional = problems.stream()
                .filter(problem -> problem.kind() != RowProblem.Kind.UNEXPLAINED)
                .sorted(RowProblem.AS_ANSWERED)
                .map(RowProblem::message)
                .distinct()
                .map(message -> new SfmcError.Additional(message, 10000))
                .toList();
        return new SfmcError(400, 10006, "Unable to save rows for data extension ID " + extension.id(), "", additional);
    }
}
