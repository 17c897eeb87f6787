package io.sluice.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * An action and its destination in one, that keeps records under ids of its own: rows are looked up by their field {@code key},
 * in any letter case, and then created or updated. Nothing keeps it from having two records of one key. A value {@code bad} is refused,
 * {@code busy} is for another time, and {@code unclear} fails the whole call without a word about which row it was.
 */
public final class RecordTable implements Action {
    /** A call is at work for less than this. */
    public static final Duration SETTLES_WITHIN = Duration.ofSeconds(10);

    private static final String CREATE = "/create";
    private static final String FIND = "/find";

    /** By id; the field {@code key} among the values. */
    public final Map<String, Map<String, String>> records = new TreeMap<>();

    /** The paths of all calls, with the keys or ids in them. */
    public final List<String> calls = new ArrayList<>();

    private final int rowsPerCall;

    public RecordTable(int rowsPerCall) {
        this.rowsPerCall = rowsPerCall;
    }

    /** How many records each key has. */
    public Map<String, Integer> recordsByKey() {
        var count = new HashMap<String, Integer>();
        records.values().forEach(record -> count.merge(record.get("key").toLowerCase(), 1, Integer::sum));
        return count;
    }

    /** Sends the batch to its end. */
    void take(Batch batch) {
        while (batch.hasNext()) {
            batch.read(call(batch.next()));
        }
    }

    /** What it answers to a call that has been carried out. */
    public Answer call(Request request) {
        var items = new ArrayList<JsonNode>();
        request.body().forEach(items::add);
        calls.add(request.path() + " "
                + items.stream()
                        .map(item -> item.path("id").asText(item.path("key").asText()))
                        .toList());
        if (request.path().equals(FIND)) {
            var found = JsonNodeFactory.instance.objectNode();
            items.forEach(item -> id(item.path("key").asText()).ifPresent(id -> found.put(folded(item), id)));
            return answer(200, found.toString());
        }
        if (items.stream().anyMatch(item -> item.toString().contains("\"unclear\""))) {
            return answer(400, "");
        }
        var words = new ArrayList<String>();
        items.forEach(item -> words.add(write(item)));
        return answer(200, String.join(" ", words));
    }

    private String write(JsonNode item) {
        var values = item.path("values").toString();
        if (values.contains("\"bad\"") || values.contains("\"busy\"")) {
            return values.contains("\"bad\"") ? "bad" : "busy";
        }
        var id = item.path("id").asText("r" + (records.size() + 1));
        var record = records.computeIfAbsent(id, each -> new LinkedHashMap<>());
        item.path("values")
                .fields()
                .forEachRemaining(
                        value -> record.put(value.getKey(), value.getValue().asText()));
        return "ok";
    }

    private Optional<String> id(String key) {
        return records.entrySet().stream()
                .filter(record -> record.getValue().get("key").equalsIgnoreCase(key))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String folded(JsonNode item) {
        return item.path("key").asText().toLowerCase();
    }

    static Answer answer(int status, String body) {
        return new Answer.Http(status, Optional.empty(), body);
    }

    @Override
    public Inquiry inquiry(Target target, Optional<RecordWriting> writing, List<Row> rows) {
        return new LookUp(rows);
    }

    @Override
    public Request request(Target target, List<Row> rows) {
        var body = JsonNodeFactory.instance.arrayNode();
        for (var row : rows) {
            var item = body.addObject();
            row.keys().forEach(item::set);
            row.values().forEach(item.putObject("values")::set);
        }
        return new Request("POST", repeatable(rows.get(0)) ? "/update" : CREATE, body);
    }

    @Override
    public Reading read(List<Row> rows, Answer answer) {
        if (answer instanceof Answer.None none && none.mayHaveArrived() && !repeatable(rows.get(0))) {
            return new Reading.Unknown("no answer");
        }
        if (answer instanceof Answer.Http http && http.status() == 200) {
            return new Reading.PerRow(List.of(http.body().split(" ")).stream()
                    .map(RecordTable::outcome)
                    .toList());
        }
        if (answer instanceof Answer.Http http && http.status() == 400) {
            return new Reading.Split(new Outcome.Refused(Reason.ROW_REJECTED, "unclear"));
        }
        return new Reading.Failed(away());
    }

    private static Outcome outcome(String word) {
        return switch (word) {
            case "ok" -> new Outcome.Delivered();
            case "bad" -> new Outcome.Refused(Reason.ROW_REJECTED, "bad");
            default -> new Outcome.Parked(Reason.ROW_FAILED, "busy");
        };
    }

    private static Failure away() {
        return new Failure(Failure.Owner.ACCOUNT, Reason.UNAVAILABLE, Optional.of(Duration.ofMillis(1)), "away");
    }

    /** Asks once for all rows of its batch. A row without a key is filtered. */
    private static final class LookUp implements Inquiry {
        private final List<Row> rows;
        private Optional<Map<String, String>> ids = Optional.empty();

        LookUp(List<Row> rows) {
            this.rows = rows;
        }

        @Override
        public boolean isDone() {
            return ids.isPresent();
        }

        @Override
        public Optional<CompletableFuture<Optional<Failure>>> turn() {
            return Optional.empty();
        }

        @Override
        public Optional<Request> question() {
            var body = JsonNodeFactory.instance.arrayNode();
            rows.forEach(row -> body.addObject().set("key", row.keys().get("key")));
            return Optional.of(new Request("GET", FIND, body));
        }

        @Override
        public Optional<Failure> read(Answer answer) {
            if (!(answer instanceof Answer.Http http) || http.status() != 200) {
                return Optional.of(away());
            }
            var found = new HashMap<String, String>();
            Body.json(http.body())
                    .orElseThrow()
                    .fields()
                    .forEachRemaining(id -> found.put(id.getKey(), id.getValue().asText()));
            ids = Optional.of(found);
            return Optional.empty();
        }

        @Override
        public void giveUp(Optional<Failure> why) {
            // Nobody waits for it.
        }

        @Override
        public boolean doubt() {
            return false;
        }

        @Override
        public Checked check(Row row) {
            var key = row.keys().get("key").asText();
            if (key.isEmpty()) {
                return new Checked.Filtered(Reason.NO_LOOKUP_VALUE);
            }
            var id = ids.orElseThrow().get(key.toLowerCase());
            if (id != null) {
                return new Checked.Fits(new Row(Map.of("id", TextNode.valueOf(id)), row.values()));
            }
            var values = new LinkedHashMap<String, JsonNode>(row.keys());
            values.putAll(row.values());
            return new Checked.Fits(new Row(Map.of(), values));
        }
    }

    @Override
    public String name() {
        return "records";
    }

    @Override
    public String destination() {
        return "test";
    }

    @Override
    public String targetKind() {
        return "test";
    }

    @Override
    public Set<String> keyNames() {
        return Set.of();
    }

    @Override
    public boolean takesFields() {
        return true;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    /** A record that has been found may be written again and again. */
    @Override
    public boolean repeatable(Row row) {
        return row.keys().containsKey("id");
    }

    @Override
    public OnUnknown onUnknown() {
        return OnUnknown.LOOK_UP;
    }

    @Override
    public Duration settlesWithin(String account) {
        return SETTLES_WITHIN;
    }

    @Override
    public String together(Row row) {
        return repeatable(row) ? "update" : "create";
    }

    @Override
    public int rowsPerCall() {
        return rowsPerCall;
    }
}
