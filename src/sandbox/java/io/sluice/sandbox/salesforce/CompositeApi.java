package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** {@code /composite}: up to 25 requests in one, which counts as one. They are served in the order in which they stand. */
final class CompositeApi {
    private static final int MOST = 25;
    private static final int MOST_QUERIES = 5;
    private static final Pattern REFERENCE_ID = Pattern.compile("[A-Za-z0-9]\\w*");
    private static final Pattern QUERY = Pattern.compile("/services/data/v\\d+\\.0/(query|composite/sobjects)\\b.*");
    private static final Set<String> FORBIDDEN = Set.of("accept", "authorization", "content-type");
    private static final String HALTED =
            "The transaction was rolled back since another operation in the same transaction failed.";

    private final Api api;

    CompositeApi(Api api) {
        this.api = api;
    }

    void register() {
        api.on("POST", "/composite", this::composite);
    }

    private Reply.Answer composite(Org org, Call call) {
        var body = Body.of(call.body()).tree();
        var requests = requests(body);
        var transaction = new Transaction(org);
        var answers = new LinkedHashMap<String, Reply.Answer>();
        int rows = 0;
        for (var request : requests) {
            var inner = SubRequest.of(call, request, answers);
            answers.put(
                    request.get("referenceId").asText(),
                    inner.map(sub -> api.within(org, sub)).orElseGet(CompositeApi::unresolved));
            rows += inner.map(Call::rows).orElse(0);
        }
        call.carries(rows);
        var failed = answers.values().stream().anyMatch(answer -> answer.status() >= 400);
        if (failed && body.path("allOrNone").asBoolean()) {
            transaction.rollBack();
            answers.replaceAll((id, answer) -> answer.status() >= 400 ? answer : halted());
        }
        return response(answers);
    }

    private static List<JsonNode> requests(JsonNode body) {
        var requests = new ArrayList<JsonNode>();
        body.path("compositeRequest").forEach(requests::add);
        if (requests.isEmpty()) {
            throw SalesforceError.unreadable("The property 'compositeRequest' is required and must be an array.");
        }
        if (requests.size() > MOST) {
            throw refused("The number of subrequests exceeds " + MOST);
        }
        if (requests.stream()
                        .filter(request ->
                                QUERY.matcher(request.path("url").asText()).matches())
                        .count()
                > MOST_QUERIES) {
            throw refused("The number of queries and collections exceeds " + MOST_QUERIES);
        }
        var ids = new TreeSet<String>();
        for (var request : requests) {
            var id = request.path("referenceId").asText();
            if (!REFERENCE_ID.matcher(id).matches() || !ids.add(id)) {
                throw refused("The referenceId '" + id + "' is not valid, or there are two of it");
            }
            request.path("httpHeaders").fieldNames().forEachRemaining(CompositeApi::allow);
        }
        return requests;
    }

    private static void allow(String header) {
        if (FORBIDDEN.contains(header.toLowerCase(Locale.ROOT))) {
            throw refused("The header " + header + " is not allowed in a subrequest");
        }
    }

    private static SalesforceError refused(String message) {
        return new SalesforceError(400, "INVALID_INPUT", message);
    }

    private static Reply.Answer halted() {
        return new SalesforceError(400, "PROCESSING_HALTED", HALTED).reply();
    }

    private static Reply.Answer unresolved() {
        return new SalesforceError(400, "PROCESSING_HALTED", "Invalid reference specified.").reply();
    }

    private static Reply.Answer response(Map<String, Reply.Answer> answers) {
        var json = Json.object();
        var responses = json.putArray("compositeResponse");
        answers.forEach((id, answer) -> {
            ObjectNode one = responses.addObject();
            one.set("body", SubRequest.json(answer));
            var headers = one.putObject("httpHeaders");
            var location = answer.headers().get("Location");
            if (location != null) {
                headers.put("Location", location);
            }
            one.put("httpStatusCode", answer.status()).put("referenceId", id);
        });
        return Reply.json(200, json);
    }
}
