package io.sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** As much of an org, in memory and without HTTP, as batches of records need; strict where their promises are at stake. */
final class FakeOrg {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern QUERY = Pattern.compile("SELECT (\\S+) FROM (\\w+) WHERE (.*)", Pattern.DOTALL);
    private static final Pattern IN =
            Pattern.compile("(\\w+) IN \\(((?:'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|[^')]++)*+)\\)");
    private static final Pattern TEXT = Pattern.compile("'([^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+)'");

    /** By their ids. */
    final Map<String, ObjectNode> records = new LinkedHashMap<>();

    /** As {@code POST /composite/sobjects}. */
    final List<String> calls = new ArrayList<>();

    final List<Request> requests = new ArrayList<>();

    /** Records whose writing fails: a value of theirs, and the error. */
    final Map<String, String> faults = new HashMap<>();

    /** What describe shows of a Lead. */
    ObjectNode lead = Described.json("Lead");

    String put(String object, String... namesAndValues) {
        var id = (object.equals("Contact") ? "003" : object.equals("Account") ? "001" : "00Q")
                + String.format("%012dAAA", records.size() + 1);
        var record = JSON.createObjectNode().put("Id", id);
        record.put("CreatedDate", String.format("2026-11-26T10:%02d:00.000+0000", records.size() % 60));
        for (var i = 0; i < namesAndValues.length; i += 2) {
            record.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        records.put(id, record);
        return id;
    }

    List<ObjectNode> with(String field, String value) {
        return records.values().stream()
                .filter(record -> record.path(field).asText().equalsIgnoreCase(value))
                .toList();
    }

    Answer answer(Request request) {
        requests.add(request);
        calls.add(request.method() + " " + request.path());
        var path = request.path().split("/");
        var body =
                switch (path[path.length - 1]) {
                    case "describe" -> path[2].equalsIgnoreCase("Lead") ? lead : Described.json(path[2]);
                    case "composite" -> composite(request.body());
                    default -> write(request, path);
                };
        return new Answer.Http(200, Optional.empty(), body.toString());
    }

    private JsonNode composite(JsonNode body) {
        var answer = JSON.createObjectNode();
        var parts = answer.putArray("compositeResponse");
        body.path("compositeRequest").forEach(part -> {
            var url = part.path("url").asText();
            var query = URLDecoder.decode(url.substring(url.indexOf("?q=") + 3), StandardCharsets.UTF_8);
            var found = JSON.createObjectNode().put("done", true);
            found.putArray("records").addAll(query(query));
            parts.addObject().put("httpStatusCode", 200).set("body", found);
        });
        return answer;
    }

    private List<ObjectNode> query(String text) {
        var query = QUERY.matcher(text);
        if (!query.matches()) {
            throw new IllegalArgumentException(text);
        }
        var any = query.group(3).contains(") OR ");
        var conditions = IN.matcher(query.group(3))
                .results()
                .map(in -> Map.entry(in.group(1), values(in.group(2))))
                .toList();
        return records.values().stream()
                .filter(record -> prefix(record).equals(query.group(2)))
                .filter(record -> any
                        ? conditions.stream().anyMatch(in -> has(record, in))
                        : conditions.stream().allMatch(in -> has(record, in)))
                .toList();
    }

    private static List<String> values(String list) {
        return TEXT.matcher(list)
                .results()
                .map(text -> text.group(1).replaceAll("\\\\(.)", "$1").toLowerCase(Locale.ROOT))
                .toList();
    }

    private static boolean has(JsonNode record, Map.Entry<String, List<String>> in) {
        return in.getValue().contains(record.path(in.getKey()).asText().toLowerCase(Locale.ROOT));
    }

    private static String prefix(JsonNode record) {
        return switch (record.path("Id").asText().substring(0, 3)) {
            case "003" -> "Contact";
            case "001" -> "Account";
            default -> "Lead";
        };
    }

    private ArrayNode write(Request request, String[] path) {
        var sent = new ArrayList<JsonNode>();
        request.body().path("records").forEach(sent::add);
        if (sent.isEmpty() || sent.size() > 200) {
            throw new IllegalArgumentException(sent.size() + " records in a call");
        }
        var external = path.length == 5 ? Optional.of(path[4]) : Optional.<String>empty();
        var twice = new HashSet<String>();
        sent.forEach(record -> {
            var field = external.orElse("Id");
            var value = record.path(field).asText();
            var key = field.equals("Card__c") ? value : value.toLowerCase(Locale.ROOT);
            if (!key.isEmpty() && !twice.add(key)) {
                throw new IllegalArgumentException("twice in one call: " + key);
            }
        });
        var results = JSON.createArrayNode();
        sent.forEach(record -> results.add(write(record.deepCopy(), external)));
        return results;
    }

    private ObjectNode write(ObjectNode record, Optional<String> external) {
        var type = record.remove("attributes").path("type").asText();
        var fault = faults.entrySet().stream()
                .filter(one -> record.toString().contains(one.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (fault.isPresent()) {
            var refused = JSON.createObjectNode().put("success", false);
            refused.putArray("errors")
                    .addObject()
                    .put("statusCode", fault.get())
                    .put("message", "no");
            return refused;
        }
        var there = external.map(field ->
                        with(field, record.path(field).asText()).stream().findFirst())
                .orElseGet(
                        () -> Optional.ofNullable(records.get(record.path("Id").asText())));
        var id = there.map(found -> found.path("Id").asText()).orElseGet(() -> put(type));
        records.get(id).setAll(record);
        return JSON.createObjectNode().put("id", id).put("success", true);
    }

    /** The values of a field, of all records, in order. */
    List<String> all(String field) {
        return records.values().stream()
                .map(record -> record.path(field).asText())
                .sorted()
                .toList();
    }

    /** Records by what they say. */
    static List<String> shown(Stream<ObjectNode> records, String... fields) {
        return records.map(record -> Stream.of(fields)
                        .map(field -> record.path(field).asText("-"))
                        .collect(Collectors.joining(" ")))
                .toList();
    }
}
