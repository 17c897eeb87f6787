package io.sluice.ops;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Rows of words as aligned text; the last column, which may be long, is not padded. */
final class Aligned {
    /** What a terminal obeys, or what makes a line look like two, or another one. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private Aligned() {}

    /**
     * @param cells rows of equal length. Whoever may send events chooses some of their words, such as a messageId: characters that
     *     are not seen are written out, as in {@code \\u001b}
     */
    static List<String> lines(List<List<String>> cells) {
        var rows = cells.stream()
                .map(row -> row.stream().map(Aligned::seen).toList())
                .toList();
        var widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElseThrow())
                .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String seen(String cell) {
        return UNSEEN.matcher(cell)
                .replaceAll(found -> "\\\\u%04x".formatted(found.group().codePointAt(0)));
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (var column = 0; column < widths.length; column++) {
            line.append(row.get(column))
                    .append(" ".repeat(widths[column] - row.get(column).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
