package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Json;
import java.util.List;
import java.util.Optional;

/** What became of one record of a request. */
sealed interface Outcome {
    /** It was written, created or not. */
    record Saved(String id, boolean created) implements Outcome {}

    /** It was not. */
    record Refused(List<RecordProblem> problems) implements Outcome {
        Refused(RecordProblem problem) {
            this(List.of(problem));
        }
    }

    /** @param upsert whether to say if it was created */
    default ObjectNode json(boolean upsert) {
        var json = Json.object();
        var errors = Json.array();
        Optional<Boolean> created = Optional.empty();
        if (this instanceof Saved saved) {
            json.put("id", saved.id()).put("success", true);
            created = Optional.of(saved.created());
        } else if (this instanceof Refused refused) {
            json.put("success", false);
            refused.problems().forEach(problem -> errors.add(problem.inCollection()));
        }
        json.set("errors", errors);
        created.filter(any -> upsert).ifPresent(value -> json.put("created", value));
        return json;
    }

    /** @throws SalesforceError when the record was refused */
    default Saved orThrow() {
        if (this instanceof Refused refused) {
            throw SalesforceError.refused(refused.problems());
        }
        return (Saved) this;
    }
}
