package io.sluice.sfmc;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.delivery.Conversation;
import java.util.Optional;

/**
 * What the door is about to do for a batch.
 *
 * @param callable false when there is nothing to send this time: the batch has been told why, or goes round once more
 * @param authorization the header's value; null, which sets no header, for a token request: its credentials are in its body
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
        String json,
        Optional<SfmcToken> token,
        long startedNanos) {

    static SfmcCall nothing(Conversation batch, String account) {
        return new SfmcCall(batch, account, false, "", "", null, "", Optional.empty(), System.nanoTime());
    }

    static SfmcCall forToken(Conversation batch, SfmcAccount account) {
        return new SfmcCall(
                batch,
                account.name(),
                true,
                "POST",
                TokenRequest.url(account),
                null,
                TokenRequest.body(account),
                Optional.empty(),
                System.nanoTime());
    }

    static SfmcCall forBatch(Conversation batch, String account, SfmcToken token) {
        var request = batch.next();
        return new SfmcCall(
                batch,
                account,
                true,
                request.method(),
                token.restUrl() + request.path(),
                "Bearer " + token.value(),
                request.body().toString(),
                Optional.of(token),
                System.nanoTime());
    }

    /** Without the credentials and the payload that it carries. */
    @Override
    public String toString() {
        return method + " for " + account;
    }
}
