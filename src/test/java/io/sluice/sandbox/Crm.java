package io.sluice.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/** A client of Salesforce CRM as plain as can be, logged in to the sandbox's org {@code main}. */
final class Crm {
    static final String DATA = "/services/data/v60.0";

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String LOGIN = "grant_type=client_credentials&client_id=sandbox&client_secret=sandbox";

    private final SandboxProcess sandbox;
    private final Caller caller;

    Crm(SandboxProcess sandbox) {
        this.sandbox = sandbox;
        caller = new Caller(sandbox);
    }

    Crm loggedIn() {
        var answer = token(LOGIN);
        caller.withToken(answer.json().get("access_token").asText());
        return this;
    }

    Caller caller() {
        return caller;
    }

    /** Asks the token service. */
    Caller.Answer token(String form, String... headers) {
        return caller.withToken(null)
                .send("POST", "/services/oauth2/token", BodyPublishers.ofString(form), FORM, headers);
    }

    Caller.Answer get(String path) {
        return caller.get(DATA + path);
    }

    Caller.Answer delete(String path) {
        return caller.delete(DATA + path);
    }

    Caller.Answer post(String path, String json, String... headers) {
        return send("POST", path, json, headers);
    }

    Caller.Answer patch(String path, String json, String... headers) {
        return send("PATCH", path, json, headers);
    }

    private Caller.Answer send(String method, String path, String json, String... headers) {
        return caller.send(method, DATA + path, BodyPublishers.ofString(json), "application/json", headers);
    }

    Caller.Answer query(String soql) {
        return get("/query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8));
    }

    /** What the org holds of an object, by the control API. */
    JsonNode records(String object) {
        return sandbox.look("/sandbox/salesforce/main/records/" + object).get("records");
    }

    /** A control request to the org. */
    JsonNode control(String path, String json) {
        return sandbox.tell("/sandbox/salesforce/main/" + path, json);
    }
}
