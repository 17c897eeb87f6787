package io.sluice.mapping;

import java.util.Comparator;

/**
 * Something in a mapping file that stops the start.
 *
 * @param file as it was found, for instance {@code routes/contacts.mapping.yaml}
 * @param line from 1
 * @param column from 1
 * @param problem what is wrong
 * @param remedy what to write instead
 */
public record Mistake(String file, int line, int column, String problem, String remedy) {
    static final Comparator<Mistake> IN_ORDER =
            Comparator.comparing(Mistake::file).thenComparingInt(Mistake::line).thenComparingInt(Mistake::column);

    /** {@code file:line:column: problem; remedy}, on one line. */
    @Override
    public String toString() {
        return (file + ":" + line + ":" + column + ": " + problem + "; " + remedy).replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
