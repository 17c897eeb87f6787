package io.sluice.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** A write key, kept as its digest: digests have one length, so that comparing them tells nothing, not even the key's length. */
record WriteKey(byte[] digest) {
    private static final String BASIC = "Basic ";

    static WriteKey of(String key) {
        try {
            return new WriteKey(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /**
     * The user name of Basic authentication, whatever the password.
     *
     * @param authorization the header; null if there is none
     * @return empty for none and for other schemes; what is no base64 gives a key that nobody has
     */
    static Optional<WriteKey> fromBasic(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            var decoded = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).strip());
            return Optional.of(of(new String(decoded, StandardCharsets.UTF_8).split(":", 2)[0]));
        } catch (IllegalArgumentException notBase64) {
            return Optional.of(of(""));
        }
    }

    /** In constant time. */
    boolean is(WriteKey other) {
        return MessageDigest.isEqual(digest, other.digest);
    }

    @Override
    public String toString() {
        return "set";
    }
}
