package io.sluice.sandbox.salesforce;

import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;

/** A refusal of the token service: 400 with an object. */
final class LoginRefused extends RuntimeException {
    private final String error;

    LoginRefused(String error, String description) {
        super(description, null, false, false);
        this.error = error;
    }

    static LoginRefused grant(String description) {
        return new LoginRefused("invalid_grant", description);
    }

    Reply.Answer reply() {
        return Reply.json(400, Json.object().put("error", error).put("error_description", getMessage()));
    }
}
