package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import io.sluice.sandbox.sfmc.Switches.Choice;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * {@code POST} and {@code PATCH /contacts/v1/contacts}. The spellings are those of a captured answer, not of the
 * documentation. A refusal uses the same envelope with {@code hasErrors}; its status (400) and codes are a guess.
 */
final class ContactsApi {
    private static final Set<String> ONE_OF =
            Set.of("email addresses", "mobileconnect demographics", "mobilepush demographics", "line");
    private static final int LONGEST_KEY = 254;

    private final Contacts contacts;
    private final Switches switches;
    private final InstantSource clock;

    ContactsApi(Contacts contacts, Switches switches, InstantSource clock) {
        this.contacts = contacts;
        this.switches = switches;
        this.clock = clock;
    }

    void register(Router router, TokenGuard guard) {
        router.on("POST", "/contacts/v1/contacts", guard.needs("audiences_write", this::create));
        router.on("PATCH", "/contacts/v1/contacts", guard.needs("audiences_write", this::update));
    }

    private Reply create(Call call) {
        return write(call, switches.existingContact, true, "ContactKeyAlreadyExists");
    }

    private Reply update(Call call) {
        return write(call, switches.unknownContact, false, "ContactNotFound");
    }

    /** @param uncertain what to do with a contact that exists, or does not, when it should not, or should */
    private Reply write(Call call, Choice uncertain, boolean refusedWhenKnown, String code) {
        var body = call.json();
        var key = keyOf(body);
        if (key.isEmpty()) {
            return refusal("RequiredFieldMissing", "contactKey or contactID is required.");
        }
        if (key.length() > LONGEST_KEY) {
            return refusal("InvalidContactKey", "contactKey is longer than " + LONGEST_KEY + " characters.");
        }
        var sets = body.path("attributeSets");
        if (switches.emptyAttributeSets == Choice.REFUSE && !complete(sets)) {
            return refusal("AttributeSetRequired", "At least one of the required attribute sets must be given, once.");
        }
        if (uncertain == Choice.REFUSE && contacts.find(key).isPresent() == refusedWhenKnown) {
            return refusal(code, "The contact key cannot be used by this operation.");
        }
        return written(contacts.write(key, sets, call.number()));
    }

    /** Empty when the request names no contact. */
    private String keyOf(JsonNode body) {
        var key = body.path("contactKey").asText();
        return key.isEmpty() && body.path("contactID").canConvertToLong()
                ? contacts.find(body.path("contactID").asLong())
                        .map(Contacts.Contact::key)
                        .orElse("")
                : key;
    }

    private static boolean complete(JsonNode sets) {
        var names = new HashSet<String>();
        for (var set : sets) {
            if (!names.add(Columns.lower(set.path("name").asText()))) {
                return false;
            }
        }
        var demographics = !names.contains("email demographics") || names.contains("email addresses");
        return demographics && names.stream().anyMatch(ONE_OF::contains);
    }

    private Reply written(Contacts.Written written) {
        var answer = Json.object()
                .put("operationStatus", "OK")
                .put("rowsAffected", 1)
                .put("contactKey", written.contact().key())
                .put("contactID", written.contact().id())
                .put("contactTypeID", 0)
                .put("isNewContactKey", written.isNew());
        return Reply.json(200, envelope(answer, false));
    }

    private Reply refusal(String code, String message) {
        var answer = envelope(Json.object().put("operationStatus", "ERROR").put("rowsAffected", 0), true);
        answer.withArray("resultMessages")
                .addObject()
                .put("resultType", "Validation")
                .put("resultClass", "Error")
                .put("resultCode", code)
                .put("message", message);
        return Reply.json(400, answer);
    }

    private ObjectNode envelope(ObjectNode answer, boolean hasErrors) {
        var id = UUID.randomUUID().toString();
        answer.put("requestServiceMessageID", id)
                .put(
                        "responseDateTime",
                        clock.instant().atOffset(AccountTime.OFFSET).toString())
                .put("hasErrors", hasErrors)
                .put("serviceMessageID", id);
        answer.putArray("resultMessages");
        return answer;
    }
}
