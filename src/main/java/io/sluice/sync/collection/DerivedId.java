package io.sluice.sync.collection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.UUID;

/** An id for a goal that has none: the same in each run, and another one for each goal. A UUID of version 5 (RFC 9562). */
final class DerivedId {
    /** The namespace of ours; any would do, but it must stay the same. */
    private static final UUID NAMESPACE = UUID.fromString("5b1f6d0e-3c52-4c8e-9d57-0a6f7b2f4d11");

    private static final int VERSION = 0x50;
    private static final int VARIANT = 0x80;

    private DerivedId() {}

    /** @param given to goals of the same journey before; goals with the same key are counted */
    static String of(String definitionId, String key, Set<String> given) {
        var id = version5(definitionId + "/" + key);
        for (var number = 2; !given.add(id); number++) {
            id = version5(definitionId + "/" + key + "/" + number);
        }
        return id;
    }

    private static String version5(String name) {
        var hash = sha1(name);
        hash[6] = (byte) (hash[6] & 0x0f | VERSION);
        hash[8] = (byte) (hash[8] & 0x3f | VARIANT);
        var bits = ByteBuffer.wrap(hash);
        return new UUID(bits.getLong(), bits.getLong()).toString();
    }

    private static byte[] sha1(String name) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .array());
            return sha1.digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
