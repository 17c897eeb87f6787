package io.sluice.sfmc;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.delivery.Conversation;
import io.sluice.delivery.Request;
import java.util.Optional;

/**
 * What the door is about to do for a batch.
 *
 * @param callable false when there is nothing to send this time: the batch has been told why, or goes round once more
 * @param authorization the header's value; null, which sets no header, where the credentials are in the body
 * @param soapAction the header's value; null for REST
 * @param token what the call is made with; empty for a token request
 */
@RegisterForReflection
record SfmcCall(
        Conversation batch,
        String account,
        boolean callable,
        String method,
        String url,
        String authorization,
        String soapAction,
        String body,
        Optional<SfmcToken> token,
        long startedNanos) {

    static SfmcCall nothing(Conversation batch, String account) {
        return new SfmcCall(batch, account, false, "", "", null, null, "", Optional.empty(), System.nanoTime());
    }

    static SfmcCall forToken(Conversation batch, SfmcAccount account) {
        return new SfmcCall(
                batch,
                account.name(),
                true,
                "POST",
                TokenRequest.url(account),
                null,
                null,
                TokenRequest.body(account),
                Optional.empty(),
                System.nanoTime());
    }

    static SfmcCall rest(Conversation batch, String account, SfmcToken token, Request request) {
        return new SfmcCall(
                batch,
                account,
                true,
                request.method(),
                token.restUrl() + request.path(),
                "Bearer " + token.value(),
                null,
                request.body().toString(),
                Optional.of(token),
                System.nanoTime());
    }

    /** @param token one that names where SOAP calls go */
    static SfmcCall soap(Conversation batch, String account, SfmcToken token, SoapRequest request) {
        return new SfmcCall(
                batch,
                account,
                true,
                "POST",
                token.soapUrl().orElseThrow() + SoapRequest.PATH,
                null,
                request.action(),
                request.envelope(token.value()),
                Optional.of(token),
                System.nanoTime());
    }

    public String contentType() {
        return soapAction == null ? "application/json; charset=UTF-8" : SoapRequest.CONTENT_TYPE;
    }

    public String accept() {
        return soapAction == null ? "application/json" : "text/xml";
    }

    /** Without the credentials and the payload that it carries. */
    @Override
    public String toString() {
        return method + " for " + account;
    }
}
