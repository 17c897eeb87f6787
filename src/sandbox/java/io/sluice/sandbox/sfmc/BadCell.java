package io.sluice.sandbox.sfmc;

/** A value that its column does not take; the message is the one that SFMC answers. */
final class BadCell extends RuntimeException {
    BadCell(String message) {
        super(message, null, false, false);
    }

    /** The wording captured for addresses and phone numbers; the other types are by analogy. */
    static BadCell notValid(Column column, String what, String parseError) {
        return new BadCell("%1$s: The value for column [%1$s] is not a valid %2$s. Parse error [%3$s]"
                .formatted(column.name(), what, parseError));
    }

    static BadCell tooLong(Column column) {
        return new BadCell("%1$s: The value for column [%1$s] exceeds the maximum length of %2$d."
                .formatted(column.name(), column.length()));
    }

    /** The wording captured on the asynchronous path. */
    static BadCell isNull(Column column) {
        return new BadCell("Column [" + column.name() + "] does not allow null value.");
    }
}
