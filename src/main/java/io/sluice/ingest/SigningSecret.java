package io.sluice.ingest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a webhook is signed with: {@code X-Signature} is the hex HMAC-SHA1 of the body. */
record SigningSecret(String secret) {
    private static final String HMAC = "HmacSHA1";

    /** In constant time. */
    boolean signed(byte[] bytes, String signature) {
        return MessageDigest.isEqual(hmac(bytes), unhex(signature));
    }

    private byte[] hmac(byte[] bytes) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static byte[] unhex(String signature) {
        try {
            return HexFormat.of().parseHex(signature.strip());
        } catch (IllegalArgumentException notHex) {
            return new byte[0];
        }
    }

    @Override
    public String toString() {
        return "set";
    }
}
