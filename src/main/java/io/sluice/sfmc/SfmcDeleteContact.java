package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Body;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Request;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Begins the deletion of contacts, with all their attributes and on the level of the enterprise. SFMC works off one
 * request at a time, each in hours, so that many keys go together. The same keys once more are one more operation that
 * finds nothing to delete, so that it may be repeated.
 */
@ApplicationScoped
public class SfmcDeleteContact implements ContactAction {
    /** SFMC takes up to a million; these are a body that is still small. */
    private static final int KEYS = 1_000;

    @Override
    public String name() {
        return "sfmcDeleteContact";
    }

    @Override
    public String onlyTarget() {
        return "contactDeletion";
    }

    @Override
    public boolean forgets() {
        return true;
    }

    @Override
    public int rowsPerCall() {
        return KEYS;
    }

    @Override
    public Request request(Target target, List<Row> rows) {
        var body = JsonNodeFactory.instance.objectNode();
        var values = body.putArray("values");
        rows.forEach(row -> values.add(SfmcJourneyEvent.contactKey(row)));
        body.put("DeleteOperationType", "ContactAndAttributes");
        return new Request("POST", "/contacts/v1/contacts/actions/delete?type=keys", body);
    }

    /** Proof is that the operation was initiated; its number is the receipt. */
    @Override
    public Reading read(List<Row> rows, Answer answer) {
        if (answer instanceof Answer.Http http && http.status() / 100 == 2) {
            var begun = Body.json(http.body()).filter(SfmcDeleteContact::begun);
            if (begun.isPresent()) {
                var receipt = "operationID " + begun.get().path("operationID").asText();
                return new Reading.PerRow(rows.stream()
                        .<Outcome>map(row -> new Outcome.Delivered(receipt))
                        .toList());
            }
        }
        return SfmcFailures.classify(answer);
    }

    private static boolean begun(JsonNode json) {
        return json.path("operationInitiated").asBoolean()
                && json.path("operationID").isIntegralNumber()
                && !json.path("hasErrors").asBoolean();
    }
}
