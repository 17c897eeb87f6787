package io.sluice.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An action and its destination in one, behaving as SFMC's rowset does: applies the rows before the first bad one, and
 * does not say which that was. A value {@code bad} makes a row bad for good, {@code busy} for now,
 * {@code taken} says that another has it.
 */
final class FakeDestination implements TableAction {
    final Map<String, Map<String, String>> rows = new HashMap<>();
    final List<List<String>> calls = new ArrayList<>();
    private final int rowsPerCall;
    private final boolean repeatable;

    FakeDestination(int rowsPerCall, boolean repeatable) {
        this.rowsPerCall = rowsPerCall;
        this.repeatable = repeatable;
    }

    static Answer answer(int status) {
        return new Answer.Http(status, Optional.empty(), "");
    }

    /** Sends the batch to its end. */
    void take(Batch batch) {
        while (batch.hasNext()) {
            call(batch);
        }
    }

    /** Takes its next call. */
    void call(Batch batch) {
        batch.read(call(batch.next()));
    }

    private Answer call(Request request) {
        calls.add(keys(request.body()));
        for (var row : request.body()) {
            if (row.toString().contains("\"bad\"")) {
                return answer(400);
            }
            if (row.toString().contains("\"busy\"")) {
                return answer(409);
            }
            if (row.toString().contains("\"taken\"")) {
                return answer(423);
            }
            var kept = rows.computeIfAbsent(row.path("key").asText(), key -> new HashMap<>());
            row.path("values")
                    .fields()
                    .forEachRemaining(
                            value -> kept.put(value.getKey(), value.getValue().asText()));
        }
        return answer(200);
    }

    private static List<String> keys(JsonNode rows) {
        var keys = new ArrayList<String>();
        rows.forEach(row -> keys.add(row.path("key").asText()));
        return keys;
    }

    @Override
    public Request request(Target target, List<Row> rows) {
        var body = JsonNodeFactory.instance.arrayNode();
        for (var row : rows) {
            var item = body.addObject();
            item.set("key", row.keys().get("Contact Key"));
            row.values().forEach(item.putObject("values")::set);
        }
        return new Request("POST", "/rows", body);
    }

    @Override
    public Reading read(List<Row> rows, Answer answer) {
        if (answer instanceof Answer.None) {
            return new Reading.Unknown("no answer");
        }
        var status = ((Answer.Http) answer).status();
        if (status == 200) {
            return new Reading.PerRow(
                    rows.stream().<Outcome>map(row -> new Outcome.Delivered()).toList());
        }
        if (status == 503) {
            return new Reading.Failed(new Failure(Failure.Owner.ACCOUNT, Reason.UNAVAILABLE, Optional.empty(), "away"));
        }
        if (status == 423) {
            return new Reading.Split(new Outcome.Contested(Reason.DUPLICATE_DETECTED, "taken"));
        }
        return new Reading.Split(
                status == 400
                        ? new Outcome.Refused(Reason.ROW_REJECTED, "bad")
                        : new Outcome.Parked(Reason.ROW_FAILED, "busy"));
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public boolean repeatable() {
        return repeatable;
    }

    @Override
    public int rowsPerCall() {
        return rowsPerCall;
    }
}
