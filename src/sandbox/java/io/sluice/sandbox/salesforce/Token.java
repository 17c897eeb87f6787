package io.sluice.sandbox.salesforce;

/**
 * A piece of a query.
 *
 * @param text a word or sign as written; of a text, what stands for it without quotes and escapes
 * @param at where it begins, from 0
 */
record Token(Kind kind, String text, int at) {
    /** What a piece is. A literal is a number, a date or a time. */
    enum Kind {
        WORD,
        TEXT,
        LITERAL,
        SIGN,
        END
    }

    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && text.equalsIgnoreCase(word);
    }

    SalesforceError unexpected() {
        return malformed(kind == Kind.END ? "unexpected token: <EOF>" : "unexpected token: '" + text + "'");
    }

    static SalesforceError malformed(String message) {
        return new SalesforceError(400, "MALFORMED_QUERY", message);
    }
}
