package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * {@code POST /contacts/v1/contacts/actions/delete?type=keys}: begins an operation, and the contacts go later. The bodies
 * of its refusals are a guess, in the envelope of the REST errors.
 */
final class ContactDeletionApi {
    private static final String OPERATION = "ContactAndAttributes";
    /** Of one request, as the documentation of contact deletion says. */
    private static final int MOST = 1_000_000;

    private final Contacts contacts;
    private final Duration delay;
    private final InstantSource clock;

    ContactDeletionApi(Contacts contacts, Switches switches, InstantSource clock) {
        this.contacts = contacts;
        this.delay = Duration.ofMillis(switches.contactDeletionMillis);
        this.clock = clock;
    }

    void register(Router router, TokenGuard guard) {
        router.on("POST", "/contacts/v1/contacts/actions/delete", guard.needs("audiences_write", this::delete));
    }

    private Reply delete(Call call) {
        if (!call.query("type").filter("keys"::equals).isPresent()) {
            throw SfmcError.refused(10001, "The type must be keys.");
        }
        if (!call.json().path("DeleteOperationType").asText().equals(OPERATION)) {
            throw SfmcError.refused(10002, "DeleteOperationType must be " + OPERATION + ".");
        }
        var keys = keys(call.json().path("values"));
        call.carries(keys.size());
        var id = UUID.randomUUID().toString();
        var answer = Json.object()
                .put("operationInitiated", true)
                .put("operationID", contacts.delete(keys, delay))
                .put("requestServiceMessageID", id)
                .put(
                        "responseDateTime",
                        clock.instant().atOffset(AccountTime.OFFSET).toString())
                .put("hasErrors", false)
                .put("serviceMessageID", id);
        answer.putArray("resultMessages");
        return Reply.json(200, answer);
    }

    private static List<String> keys(JsonNode values) {
        var keys = new ArrayList<String>();
        for (var value : values) {
            if (!value.isTextual() || value.textValue().isEmpty()) {
                throw SfmcError.refused(10001, "The values must be contact keys.");
            }
            keys.add(value.textValue());
        }
        if (!values.isArray() || keys.isEmpty() || keys.size() > MOST) {
            throw SfmcError.refused(10002, "The values must be 1 to " + MOST + " contact keys.");
        }
        return keys;
    }
}
