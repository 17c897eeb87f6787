package io.sluice.ingest;

import io.sluice.event.Envelope;
import java.util.Optional;

/** The one who sends a request: finds the source that it may send as, or the reason why it may not. */
final class Sender {
    private final Sources sources;
    private final Envelope envelope;
    private final Optional<WriteKey> basic;

    /** @param authorization the header; null if there is none */
    Sender(Sources sources, Envelope envelope, String authorization) {
        this.sources = sources;
        this.envelope = envelope;
        this.basic = WriteKey.fromBasic(authorization);
    }

    /** By write key. Where the header has one, that in the body is not looked at. */
    Source writing() throws NotAccepted {
        var key = basic.or(() -> envelope.writeKey().map(WriteKey::of))
                .orElseThrow(() -> unauthorized("There is no write key. Send it as Basic user name (the password may be"
                        + " empty) or as \"writeKey\" beside the event or the batch."));
        return known(key);
    }

    /** By signature; by write key as well where one is given. */
    Source signing(String signature) throws NotAccepted {
        if (signature == null) {
            throw unauthorized("The webhook is not signed. Send the hex HMAC-SHA1 of the body as X-Signature.");
        }
        var signer = sources.signing(envelope, signature).orElseThrow(Sender::wronglySigned);
        if (basic.isPresent() && known(basic.get()) != signer) {
            throw wronglySigned();
        }
        if (envelope.hasSeveral() && !signer.allowsUnverifiedBatches()) {
            throw new NotAccepted(Replies.severalInWebhook());
        }
        return signer;
    }

    private Source known(WriteKey key) throws NotAccepted {
        return sources.withKey(key)
                .orElseThrow(
                        () -> unauthorized("The write key belongs to no source of this gateway (sluice.sources)."));
    }

    private static NotAccepted wronglySigned() {
        return unauthorized("The X-Signature does not fit the body and the source's signing-secret.");
    }

    private static NotAccepted unauthorized(String message) {
        return new NotAccepted(Replies.unauthorized(message));
    }
}
