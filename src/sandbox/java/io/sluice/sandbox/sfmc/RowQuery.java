package io.sluice.sandbox.sfmc;

import io.sluice.sandbox.http.Call;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What {@code $filter}, {@code $orderBy} and {@code $pageSize} ask of a data extension. */
record RowQuery(DataExtension extension, Predicate<Object[]> filter, Optional<Comparator<Object[]>> order, int size) {
    private static final Pattern EQUALS = Pattern.compile("(.+?) +eq +'(.*)'", Pattern.CASE_INSENSITIVE);
    private static final Pattern ORDER = Pattern.compile("(.+?)( +asc| +desc)?", Pattern.CASE_INSENSITIVE);
    private static final int LARGEST_PAGE = 2500;

    static RowQuery of(Call call, DataExtension extension) {
        return new RowQuery(
                extension,
                call.query("$filter").map(text -> filter(text, extension)).orElse(row -> true),
                call.query("$orderBy").map(text -> order(text, extension)),
                Page.number(call, "$pageSize", LARGEST_PAGE, LARGEST_PAGE));
    }

    List<Object[]> rows() {
        var rows = extension.rows(filter);
        return order.map(comparator -> rows.stream().sorted(comparator).toList())
                .orElse(rows);
    }

    /** A blank sent as a plus sign is not understood: only {@code %20} is. */
    private static Predicate<Object[]> filter(String text, DataExtension extension) {
        var matcher = EQUALS.matcher(text);
        if (text.contains("+") || !matcher.matches()) {
            throw notResolved("$filter");
        }
        var position = position(matcher.group(1).trim(), extension, "$filter");
        var wanted = matcher.group(2).replace("''", "'");
        return row -> RowPrinter.print(row[position]).equalsIgnoreCase(wanted);
    }

    private static Comparator<Object[]> order(String text, DataExtension extension) {
        var matcher = ORDER.matcher(text.trim());
        if (!matcher.matches()) {
            throw notResolved("$orderBy");
        }
        var position = position(matcher.group(1).trim(), extension, "$orderBy");
        var ascending = Comparator.comparing((Object[] row) -> RowQuery.sortable(row[position]), RowQuery::compare);
        var descends = matcher.group(2) != null && matcher.group(2).trim().equalsIgnoreCase("desc");
        return descends ? ascending.reversed() : ascending;
    }

    private static Object sortable(Object cell) {
        return cell == null ? "" : cell;
    }

    /** Cells of one column are of one type, but for the empty ones. */
    @SuppressWarnings("unchecked")
    private static int compare(Object one, Object other) {
        return one.getClass() == other.getClass()
                ? ((Comparable<Object>) one).compareTo(other)
                : Boolean.compare(!one.equals(""), !other.equals(""));
    }

    private static int position(String column, DataExtension extension, String parameter) {
        return extension.columns().position(column).orElseThrow(() -> notResolved(parameter));
    }

    private static SfmcError notResolved(String parameter) {
        return SfmcError.refused(10003, "request parameter " + parameter + " could not be resolved");
    }
}
