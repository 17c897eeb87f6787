package io.sluice.sandbox.sfmc;

import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import java.util.List;

/** An answer in SFMC's REST error envelope. */
final class SfmcError extends RuntimeException {
    static final String DOCS =
            "https://developer.salesforce.com/docs/atlas.en-us.mc-apis.meta/mc-apis/error-handling.htm";

    private final int status;
    private final int errorcode;
    private final String documentation;
    private final transient List<Additional> additional;

    /** One line of {@code additionalErrors}. */
    record Additional(String message, int errorcode) {}

    SfmcError(int status, int errorcode, String message, String documentation, List<Additional> additional) {
        super(message, null, false, false);
        this.status = status;
        this.errorcode = errorcode;
        this.documentation = documentation;
        this.additional = additional;
    }

    /** A 400 of the data APIs, whose {@code documentation} is empty. */
    static SfmcError refused(int errorcode, String message) {
        return new SfmcError(400, errorcode, message, "", List.of());
    }

    static SfmcError notAuthorized() {
        return new SfmcError(401, 0, "Not Authorized", DOCS, List.of());
    }

    static SfmcError insufficientPrivileges() {
        return new SfmcError(403, 20002, "Insufficient Privileges", "", List.of());
    }

    static SfmcError notFound() {
        return new SfmcError(404, 404, "Not Found", DOCS, List.of());
    }

    static SfmcError blocked() {
        return new SfmcError(429, 50200, "Your requests are temporarily blocked.", DOCS, List.of());
    }

    /** The order of the properties is that of the captured answers. */
    Reply.Answer reply() {
        var body = Json.object();
        if (documentation.equals(DOCS) && status != 429) {
            body.put("documentation", documentation).put("errorcode", errorcode).put("message", getMessage());
        } else {
            body.put("message", getMessage()).put("errorcode", errorcode).put("documentation", documentation);
        }
        if (!additional.isEmpty()) {
            var list = body.putArray("additionalErrors");
            additional.forEach(error -> list.addObject()
                    .put("message", error.message())
                    .put("errorcode", error.errorcode())
                    .put("documentation", ""));
        }
        return Reply.json(status, body);
    }
}
