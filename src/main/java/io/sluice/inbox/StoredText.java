package io.sluice.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Text as both databases can hold it. */
final class StoredText {
    private StoredText() {}

    /**
     * PostgreSQL's text has no NUL, and UTF-8 no half of a surrogate pair; JSON strings may have both. One such event must
     * not stop a lane, so they become replacement characters.
     */
    static String of(String text) {
        return text == null ? null : new String(text.getBytes(UTF_8), UTF_8).replace('\0', '\uFFFD');
    }
}
