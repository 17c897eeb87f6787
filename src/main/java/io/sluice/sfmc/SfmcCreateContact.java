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
import java.time.Duration;
import java.util.List;

/** Makes a contact known to Contact Builder: its key, and no attributes. A contact that exists stays as it is. */
@ApplicationScoped
public class SfmcCreateContact implements ContactAction {
    /**
     * "Already exists" in SFMC's list of error codes. The documented answer for a contact that is there is the same 200 as
     * for a new one, with {@code isNewContactKey: false}; this code is the only other way to say so that is known.
     */
    private static final int ALREADY_EXISTS = 30004;

    private final SfmcAccounts accounts;

    public SfmcCreateContact(SfmcAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public String name() {
        return "sfmcCreateContact";
    }

    @Override
    public Duration remembers(String account) {
        return accounts.on(account) ? accounts.account(account).contactMemory() : Duration.ZERO;
    }

    @Override
    public int rowsPerCall() {
        return 1;
    }

    @Override
    public Request request(Target target, List<Row> rows) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("contactKey", SfmcJourneyEvent.contactKey(rows.get(0)));
        body.putArray("attributeSets");
        return new Request("POST", "/contacts/v1/contacts", body);
    }

    @Override
    public Reading read(List<Row> rows, Answer answer) {
        if (answer instanceof Answer.Http http) {
            var json = Body.json(http.body());
            var created = http.status() / 100 == 2
                    && json.filter(SfmcCreateContact::ok).isPresent();
            var exists = http.status() / 100 == 4 && SfmcError.of(json).code() == ALREADY_EXISTS;
            if (created || exists) {
                return new Reading.PerRow(List.of(new Outcome.Delivered()));
            }
        }
        return SfmcFailures.classify(answer);
    }

    /** The count is not looked at: its name is spelt in two ways ({@code rowsAffetcted}). */
    private static boolean ok(JsonNode json) {
        return "OK".equalsIgnoreCase(json.path("operationStatus").asText())
                && !json.path("hasErrors").asBoolean();
    }
}
