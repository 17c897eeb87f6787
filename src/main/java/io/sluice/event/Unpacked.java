package io.sluice.event;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** A request body without its wrapping. */
final class Unpacked {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Unpacked() {}

    /**
     * Gzip is known by its first bytes, since clients send it under any header: RudderStack's calls it a form. Neither a
     * packed nor a plain body takes more memory than the limit.
     *
     * @return UTF-8, at most {@link Limits#BODY_BYTES}
     */
    static byte[] of(byte[] body) throws UnreadableBody {
        var text = isGzip(body) ? gunzip(body) : body;
        if (text.length > Limits.BODY_BYTES) {
            throw UnreadableBody.tooLarge("The body is larger than %d bytes (unpacked). Send fewer events at once."
                    .formatted(Limits.BODY_BYTES));
        }
        requireUtf8(text);
        return startsWith(text, BYTE_ORDER_MARK) ? Arrays.copyOfRange(text, BYTE_ORDER_MARK.length, text.length) : text;
    }

    private static boolean isGzip(byte[] body) {
        return body.length > 1 && (body[0] & 0xFF) == 0x1F && (body[1] & 0xFF) == 0x8B;
    }

    private static byte[] gunzip(byte[] packed) throws UnreadableBody {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return gzip.readNBytes(Limits.BODY_BYTES + 1);
        } catch (IOException broken) {
            throw UnreadableBody.because("The body begins like gzip but cannot be unpacked: it is damaged or cut off.");
        }
    }

    private static void requireUtf8(byte[] text) throws UnreadableBody {
        if (!isUtf8(text)) {
            throw UnreadableBody.because("The body is not UTF-8 text. Send JSON in UTF-8, plain or packed with gzip.");
        }
    }

    /** JSON has no NUL; where UTF-16 and UTF-32 could pass for UTF-8, they do. */
    private static boolean isUtf8(byte[] text) {
        for (var b : text) {
            if (b == 0) {
                return false;
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException wrong) {
            return false;
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
