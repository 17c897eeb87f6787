package io.sluice.salesforce;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.delivery.Conversation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the door is about to do for a batch.
 *
 * @param headers for whichever component makes the call
 * @param body empty for a call without one
 * @param session what it is made with; empty for a login, whose credentials are in its body
 */
@RegisterForReflection
record SalesforceCall(
        Conversation batch,
        String account,
        Kind kind,
        Map<String, Object> headers,
        String body,
        Optional<Session> session,
        long startedNanos) {
    enum Kind {
        /** There is nothing to send this time: the batch has been told why, or goes round once more. */
        NOTHING,
        LOGIN,
        /** The question how many calls the org has left. */
        LIMITS,
        /** The batch's own. */
        BATCH
    }

    static SalesforceCall nothing(Conversation batch, String account) {
        return new SalesforceCall(batch, account, Kind.NOTHING, Map.of(), "", Optional.empty(), System.nanoTime());
    }

    static SalesforceCall forLogin(Conversation batch, String account, Login.Question question) {
        var headers = new LinkedHashMap<String, Object>(question.headers());
        headers.put("CamelHttpMethod", "POST");
        headers.put("CamelHttpUri", question.url());
        headers.put("Content-Type", question.contentType());
        headers.put("Accept", "application/json, text/xml");
        return new SalesforceCall(
                batch, account, Kind.LOGIN, headers, question.body(), Optional.empty(), System.nanoTime());
    }

    static SalesforceCall forLimits(Conversation batch, SalesforceAccount account, Session session) {
        return new SalesforceCall(
                batch,
                account.name(),
                Kind.LIMITS,
                raw("GET", account.restPath() + "/limits"),
                "",
                Optional.of(session),
                System.nanoTime());
    }

    static SalesforceCall forBatch(Conversation batch, SalesforceAccount account, Session session) {
        var request = batch.next();
        var headers = raw(request.method(), account.restPath() + request.path());
        headers.putAll(request.headers());
        return new SalesforceCall(
                batch,
                account.name(),
                Kind.BATCH,
                headers,
                request.body().isMissingNode() ? "" : request.body().toString(),
                Optional.of(session),
                System.nanoTime());
    }

    /** As {@code salesforce:raw} wants it; of other headers it passes on those that begin with {@code Sforce}. */
    private static Map<String, Object> raw(String method, String path) {
        var headers = new LinkedHashMap<String, Object>();
        headers.put("rawMethod", method);
        headers.put("rawPath", path);
        return headers;
    }

    boolean callable() {
        return kind != Kind.NOTHING;
    }

    boolean login() {
        return kind == Kind.LOGIN;
    }

    /** Without the credentials and the payload that it carries. */
    @Override
    public String toString() {
        return kind + " for " + account;
    }
}
