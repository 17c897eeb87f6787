package io.sluice.mapping;

import java.util.Locale;

/**
 * The name of a column.
 *
 * @param text as it is sent
 * @param folded as it is compared: SFMC ignores letter case in column names
 */
record ColumnName(String text, String folded) {
    static ColumnName of(String text) {
        return new ColumnName(text, text.toLowerCase(Locale.ROOT));
    }
}
