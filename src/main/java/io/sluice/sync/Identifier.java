package io.sluice.sync;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names in SQL. They come from declarations and checked settings, never from what was read. */
final class Identifier {
    /** PostgreSQL cuts a longer one off. */
    private static final Pattern ALLOWED = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private Identifier() {}

    /** Quoted, since {@code key} and its like are words of SQL. */
    static String quoted(String name) {
        if (!ALLOWED.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" cannot be the name of a schema, a table or a column: it must"
                            + " begin with a small letter, followed by at most 62 small letters, digits and underscores.");
        }
        return '"' + name + '"';
    }

    static String quoted(String schema, String name) {
        return quoted(schema) + "." + quoted(name);
    }

    /** With commas between. */
    static String list(Collection<String> names) {
        return names.stream().map(Identifier::quoted).collect(Collectors.joining(", "));
    }

    /** With commas between, each of the table that has this alias. */
    static String list(String alias, Collection<String> names) {
        return names.stream().map(name -> alias + "." + quoted(name)).collect(Collectors.joining(", "));
    }

    /** That two tables, known by their aliases, have the same values in these columns. */
    static String equal(String one, String other, Collection<String> names) {
        return names.stream()
                .map(name -> one + "." + quoted(name) + " = " + other + "." + quoted(name))
                .collect(Collectors.joining(" AND "));
    }
}
