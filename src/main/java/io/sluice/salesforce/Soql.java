package io.sluice.salesforce;

import java.util.Collection;
import java.util.List;

/**
 * Texts of SOQL. Names of objects and fields are those that describe gives, never a mapping's or an event's; values are
 * literals.
 */
final class Soql {
    private Soql() {}

    static String select(List<String> fields, String object, String condition) {
        return "SELECT " + String.join(",", fields) + " FROM " + object + " WHERE " + condition;
    }

    /** @param literals at least one */
    static String in(String field, Collection<String> literals) {
        return field + " IN (" + String.join(",", literals) + ")";
    }

    /**
     * A text between quotes. SOQL knows these escapes and no others; the backslash itself is one of the characters that
     * have to be escaped, or a value that ends with it would take the closing quote along.
     */
    static String text(String value) {
        var literal = new StringBuilder(value.length() + 2).append('\'');
        for (var i = 0; i < value.length(); i++) {
            append(literal, value.charAt(i));
        }
        return literal.append('\'').toString();
    }

    private static void append(StringBuilder literal, char c) {
        switch (c) {
            case '\\' -> literal.append("\\\\");
            case '\'' -> literal.append("\\'");
            case '\n' -> literal.append("\\n");
            case '\r' -> literal.append("\\r");
            case '\t' -> literal.append("\\t");
            case '\b' -> literal.append("\\b");
            case '\f' -> literal.append("\\f");
            default -> {
                if (Character.isISOControl(c)) {
                    literal.append(String.format("\\u%04X", (int) c));
                } else {
                    literal.append(c);
                }
            }
        }
    }
}
