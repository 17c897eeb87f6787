package io.sluice.salesforce;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

/** An RSA private key in PEM, as text or in a file: as {@code openssl} writes it today (PKCS #8), and as it used to (PKCS #1). */
final class PemKey {
    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN (RSA )?PRIVATE KEY-----(.*?)-----END (?:RSA )?PRIVATE KEY-----", Pattern.DOTALL);
    private static final String ENCRYPTED = "ENCRYPTED";

    /** What PKCS #8 has before a PKCS #1 key: version 0, and the algorithm 1.2.840.113549.1.1.1 (RFC 5208, RFC 8017). */
    private static final byte[] RSA = {
        2, 1, 0, 48, 13, 6, 9, 42, (byte) 134, 72, (byte) 134, (byte) 247, 13, 1, 1, 1, 5, 0
    };

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    private PemKey() {}

    /** Why there is no key: for the operator, without a word of it. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    static PrivateKey read(String textOrPath) throws Unreadable {
        var text = textOrPath.contains("-----BEGIN") ? textOrPath : file(textOrPath);
        if (text.contains(ENCRYPTED)) {
            throw new Unreadable("has a passphrase; take it off with 'openssl rsa'");
        }
        var pem = PEM.matcher(text);
        if (!pem.find()) {
            throw new Unreadable(
                    "has no '-----BEGIN PRIVATE KEY-----'; give the key that belongs to the app's certificate");
        }
        try {
            var der = Base64.getMimeDecoder().decode(pem.group(2).replace("\\n", "\n"));
            var pkcs8 = pem.group(1) == null ? der : wrapped(der);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Unreadable("is not an RSA key");
        }
    }

    private static String file(String path) throws Unreadable {
        try {
            return Files.readString(Path.of(path.strip()));
        } catch (IOException | InvalidPathException e) {
            throw new Unreadable("is neither a key in PEM nor a file that can be read");
        }
    }

    private static byte[] wrapped(byte[] pkcs1) {
        var content = new ByteArrayOutputStream();
        content.writeBytes(RSA);
        content.writeBytes(tagged(OCTETS, pkcs1));
        return tagged(SEQUENCE, content.toByteArray());
    }

    /** DER: a tag, the length in the two bytes that a key's length takes, the content. */
    private static byte[] tagged(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) tag, (byte) 0x82, (byte) (content.length >> 8), (byte) content.length});
        out.writeBytes(content);
        return out.toByteArray();
    }
}
