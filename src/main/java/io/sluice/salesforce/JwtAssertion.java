package io.sluice.salesforce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** The claim that the app acts for the user, signed with the app's key (RFC 7523; Salesforce takes RS256 only). */
final class JwtAssertion {
    /** Salesforce takes none that lasts more than a few minutes. */
    private static final Duration LASTS = Duration.ofMinutes(3);

    private JwtAssertion() {}

    static String signed(Credentials credentials, String audience, Instant now) {
        var claims = JsonNodeFactory.instance
                .objectNode()
                .put("iss", credentials.clientId())
                .put("sub", credentials.username())
                .put("aud", audience)
                .put("exp", now.plus(LASTS).getEpochSecond());
        var text = encoded("{\"alg\":\"RS256\"}") + "." + encoded(claims.toString());
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(credentials.privateKey().orElseThrow());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The private key does not sign.", e);
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
