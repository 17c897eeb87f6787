package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.sandbox.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * A JWT by which an app logs in for a user. Of how Salesforce words its refusals only the missing approval is known for
 * certain.
 */
record Assertion(String signed, byte[] signature, JsonNode header, JsonNode claims) {
    /** How long ahead {@code exp} may be. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final int PARTS = 3;

    static Assertion read(String token) {
        var parts = token.split("\\.");
        if (parts.length != PARTS) {
            throw LoginRefused.grant("invalid assertion");
        }
        try {
            return new Assertion(
                    parts[0] + "." + parts[1],
                    Base64.getUrlDecoder().decode(parts[2]),
                    Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[0])),
                    Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1])));
        } catch (IOException | IllegalArgumentException e) {
            throw LoginRefused.grant("invalid assertion");
        }
    }

    String issuer() {
        return claims.path("iss").asText();
    }

    /** @param base this server, which counts as the org's own domain */
    void check(Org org, String base, Instant now) {
        if (!header.path("alg").asText().equals("RS256") || !isSignedFor(org)) {
            throw LoginRefused.grant("invalid assertion");
        }
        var login = org.settings().sandbox() ? "https://test.salesforce.com" : "https://login.salesforce.com";
        if (!Set.of(login, base).contains(claims.path("aud").asText())) {
            throw LoginRefused.grant("audience is invalid");
        }
        var expires = Instant.ofEpochSecond(claims.path("exp").asLong());
        if (!expires.isAfter(now) || expires.isAfter(now.plus(LONGEST))) {
            throw LoginRefused.grant("expired authorization code");
        }
        if (!org.settings().approved()
                || !org.declared()
                        .username()
                        .equalsIgnoreCase(claims.path("sub").asText())) {
            throw LoginRefused.grant("user hasn't approved this consumer");
        }
    }

    private boolean isSignedFor(Org org) {
        try {
            var key = org.publicKey();
            if (key.isEmpty()) {
                return false;
            }
            var verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(decoded(key))));
            verifier.update(signed.getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] decoded(Optional<String> pem) {
        return Base64.getMimeDecoder().decode(pem.orElseThrow().replaceAll("-----[A-Z ]+-----", ""));
    }
}
