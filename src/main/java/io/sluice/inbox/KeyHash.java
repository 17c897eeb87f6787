package io.sluice.inbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * An order key of a lane, as short as it can be told from all others.
 *
 * @param id by which it is found
 * @param mark what tells apart two keys that share an id
 */
record KeyHash(long id, int mark) implements Comparable<KeyHash> {
    static KeyHash of(String lane, String key) {
        var bytes = ByteBuffer.wrap(sha256().digest((lane + '\n' + key).getBytes(StandardCharsets.UTF_8)));
        return new KeyHash(bytes.getLong(), bytes.getInt());
    }

    @Override
    public int compareTo(KeyHash other) {
        var byId = Long.compare(id, other.id);
        return byId != 0 ? byId : Integer.compare(mark, other.mark);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
