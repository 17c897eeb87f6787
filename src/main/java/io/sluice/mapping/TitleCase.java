package io.sluice.mapping;

import java.text.Normalizer;

/**
 * The names of columns, as Segment's Classic destination makes them of traits and properties: {@code firstName} and
 * {@code first_name} become {@code First Name}. Words end at everything that is neither letter nor digit, between a small
 * and a capital letter ({@code createdAt}), and before the last capital of a run that a small letter follows
 * ({@code SKUCode}); never between letter and digit ({@code address2}). Each word's first letter is made a capital, the
 * others small. Doing it twice changes nothing. SFMC ignores case in column names, so only the blanks matter.
 */
final class TitleCase {
    private static final int NOTHING = -1;

    private final String key;
    private final StringBuilder name = new StringBuilder();

    private TitleCase(String key) {
        this.key = key;
    }

    /** @return empty when the key has neither letter nor digit */
    static String of(String key) {
        // Once more in the end: a letter that was made small may form one with the accent behind it, where the capital
        // did not.
        return composed(new TitleCase(composed(key)).name());
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private String name() {
        int previous = NOTHING;
        for (int at = 0; at < key.length(); ) {
            int c = key.codePointAt(at);
            at += Character.charCount(c);
            if (Character.isLetterOrDigit(c)) {
                append(c, previous == NOTHING || startsWord(previous, c, at));
                previous = c;
            } else if (!isMark(c)) {
                previous = NOTHING;
            } else if (previous != NOTHING) {
                // An accent that makes no letter of its own with its base belongs to the letter before it.
                name.appendCodePoint(c);
            }
        }
        return name.toString();
    }

    private void append(int c, boolean startsWord) {
        if (startsWord && !name.isEmpty()) {
            name.append(' ');
        }
        name.appendCodePoint(startsWord ? Character.toUpperCase(c) : Character.toLowerCase(c));
    }

    private boolean startsWord(int previous, int c, int next) {
        return isCapital(c) && (isSmall(previous) || isCapital(previous) && isSmall(letterFrom(next)));
    }

    private int letterFrom(int at) {
        int next = at;
        while (next < key.length() && isMark(key.codePointAt(next))) {
            next += Character.charCount(key.codePointAt(next));
        }
        return next < key.length() ? key.codePointAt(next) : 0;
    }

    /** Only what can be made small: mathematical capitals cannot, and would split a word when it is done again. */
    private static boolean isCapital(int c) {
        return Character.toLowerCase(c) != c;
    }

    private static boolean isSmall(int c) {
        return Character.isLowerCase(c);
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
}
