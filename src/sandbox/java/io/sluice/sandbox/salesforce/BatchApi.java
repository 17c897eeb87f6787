package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.MalformedJson;
import io.sluice.sandbox.http.Reply;
import java.nio.charset.StandardCharsets;

/** {@code /composite/batch}: up to 25 requests in one, each of which counts. */
final class BatchApi {
    private static final int MOST = 25;

    private final Api api;

    BatchApi(Api api) {
        this.api = api;
    }

    void register() {
        api.on("POST", "/composite/batch", BatchApi::cost, this::batch);
    }

    private static int cost(Call call) {
        try {
            return Math.max(1, call.json().path("batchRequests").size());
        } catch (MalformedJson e) {
            return 1;
        }
    }

    private Reply.Answer batch(Org org, Call call) {
        var body = Body.of(call.body()).tree();
        var requests = body.path("batchRequests");
        if (requests.isEmpty() || requests.size() > MOST) {
            throw new SalesforceError(400, "INVALID_INPUT", "There must be 1 to " + MOST + " batchRequests");
        }
        var json = Json.object().put("hasErrors", false);
        var results = json.putArray("results");
        int rows = 0;
        for (var request : requests) {
            if (json.get("hasErrors").asBoolean() && body.path("haltOnError").asBoolean()) {
                var halted = new SalesforceError(412, "BATCH_PROCESSING_HALTED", "Batch processing halted per request");
                add(results, halted.reply());
                continue;
            }
            var inner = call(call, request);
            var answer = api.within(org, inner);
            rows += inner.rows();
            add(results, answer);
            json.put("hasErrors", json.get("hasErrors").asBoolean() || answer.status() >= 400);
        }
        call.carries(rows);
        return Reply.json(200, json);
    }

    private static Call call(Call call, JsonNode request) {
        var input = request.path("richInput");
        return call.within(
                request.path("method").asText(),
                SubRequest.uri("/services/data/" + request.path("url").asText()),
                input.isMissingNode() ? new byte[0] : input.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void add(ArrayNode results, Reply.Answer answer) {
        results.addObject().put("statusCode", answer.status()).set("result", SubRequest.json(answer));
    }
}
