package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.core.JsonPointer;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.salesforce.Outcome.Refused;
import io.sluice.sandbox.salesforce.Outcome.Saved;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /composite/tree/{object}}: creates up to 200 records, all or none. Records below records are not understood here. */
final class TreeApi {
    private static final int MOST = 200;

    void register(Api api) {
        api.on("POST", "/composite/tree/{object}", TreeApi::create);
    }

    private static Reply.Answer create(Org org, Call call) {
        var table = RecordApi.table(org, call);
        var body = Body.of(call.body());
        var records = body.tree().path("records");
        if (records.isEmpty() || records.size() > MOST) {
            throw new SalesforceError(400, "INVALID_INPUT", "There must be 1 to " + MOST + " records");
        }
        call.carries(records.size());
        var transaction = new Transaction(org);
        var writer = new Writer(org, WriteOptions.of(call));
        var outcomes = new LinkedHashMap<String, Outcome>();
        for (int i = 0; i < records.size(); i++) {
            outcomes.put(
                    records.get(i).at("/attributes/referenceId").asText(),
                    writer.create(table, body.draft(table.type(), JsonPointer.compile("/records/" + i))));
        }
        var failed = outcomes.values().stream().anyMatch(Refused.class::isInstance);
        if (failed) {
            transaction.rollBack();
        }
        return answer(outcomes, failed);
    }

    /** Either the errors of those that failed, or the ids of all. */
    private static Reply.Answer answer(Map<String, Outcome> outcomes, boolean failed) {
        var json = Json.object().put("hasErrors", failed);
        var results = json.putArray("results");
        outcomes.forEach((reference, outcome) -> {
            if (outcome instanceof Refused refused) {
                var errors = results.addObject().put("referenceId", reference).putArray("errors");
                refused.problems().forEach(problem -> errors.add(problem.inCollection()));
            } else if (!failed && outcome instanceof Saved saved) {
                results.addObject().put("referenceId", reference).put("id", saved.id());
            }
        });
        return Reply.json(failed ? 400 : 201, json);
    }
}
