package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.delivery.Action;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Body;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Request;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Fires an event at Journey Builder. Every call is a new entry into the journey, so it must not be repeated. */
@ApplicationScoped
public class SfmcJourneyEvent implements Action {
    static final Set<String> CONTACT_KEY = Set.of("Contact Key");

    /** What its targets are. */
    static final String DEFINITION = "eventDefinition";

    /** A gateway that lost the server it had passed the call to. Other 5xx are the server's own "no". */
    private static final Set<Integer> LOST_BEHIND_THE_GATEWAY = Set.of(502, 504);

    @Override
    public String name() {
        return "sfmcJourneyEvent";
    }

    @Override
    public String destination() {
        return "sfmc";
    }

    @Override
    public String targetKind() {
        return DEFINITION;
    }

    @Override
    public Set<String> keyNames() {
        return CONTACT_KEY;
    }

    @Override
    public boolean takesFields() {
        return true;
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public int rowsPerCall() {
        return 1;
    }

    /** A null is left out: the event makes a new row, in which there is nothing to clear. So is {@code Data} without any. */
    @Override
    public Request request(Target target, List<Row> rows) {
        var row = rows.get(0);
        var body = JsonNodeFactory.instance.objectNode();
        body.put("ContactKey", contactKey(row));
        body.put("EventDefinitionKey", target.name());
        row.values().forEach((name, value) -> {
            if (!value.isNull()) {
                body.withObjectProperty("Data").set(name, value);
            }
        });
        return new Request("POST", "/interaction/v1/events", body);
    }

    @Override
    public Reading read(List<Row> rows, Answer answer) {
        if (answer instanceof Answer.None none && none.mayHaveArrived()) {
            return new Reading.Unknown(none.detail());
        }
        if (answer instanceof Answer.Http http) {
            var json = Body.json(http.body());
            if (fired(
                    http,
                    json.map(body -> body.path("eventInstanceId").asText()).orElse(""))) {
                return new Reading.PerRow(List.of(new Outcome.Delivered()));
            }
            var silent = http.status() / 100 == 2 && !SfmcError.of(json).known();
            if (silent || LOST_BEHIND_THE_GATEWAY.contains(http.status())) {
                return new Reading.Unknown("HTTP " + http.status() + " without an eventInstanceId");
            }
        }
        return SfmcFailures.classify(answer);
    }

    /** 201 today; 200 in older documentation. */
    private static boolean fired(Answer.Http http, String eventInstanceId) {
        return (http.status() == 201 || http.status() == 200) && !eventInstanceId.isEmpty();
    }

    static String contactKey(Row row) {
        return row.keys().values().stream().map(JsonNode::asText).findFirst().orElse("");
    }
}
