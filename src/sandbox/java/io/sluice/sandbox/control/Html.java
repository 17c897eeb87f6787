package io.sluice.sandbox.control;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** A plain page of tables. Every value is escaped. */
final class Html {
    private static final String HEAD = """
            <!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="3">
            <title>%1$s</title>
            <style>
            body { font: 14px/1.4 system-ui, sans-serif; margin: 2em; color: #222 }
            div { overflow-x: auto } h2 { font-size: 1.1em; margin: 1.5em 0 .3em }
            table { border-collapse: collapse } th, td { border: 1px solid #ccc; padding: .2em .6em; text-align: left }
            th { background: #f3f3f3 }
            </style>
            <h1>%1$s</h1>
            """;

    private final StringBuilder page = new StringBuilder();

    Html(String title) {
        page.append(HEAD.formatted(escaped(title)));
    }

    /** A table with those columns only that have a value in some row. */
    void table(String title, List<? extends Map<String, ?>> rows) {
        page.append("<h2>").append(escaped(title)).append("</h2>\n");
        if (rows.isEmpty()) {
            page.append("<p>Nothing yet.</p>\n");
            return;
        }
        var columns = new LinkedHashSet<String>();
        rows.forEach(row -> row.forEach((name, value) -> {
            if (value != null) {
                columns.add(name);
            }
        }));
        page.append("<div><table><tr>");
        columns.forEach(column -> page.append("<th>").append(escaped(column)));
        rows.forEach(row -> {
            page.append("\n<tr>");
            columns.forEach(column -> page.append("<td>").append(escaped(row.get(column))));
        });
        page.append("</table></div>\n");
    }

    String end() {
        return page.toString();
    }

    private static String escaped(Object value) {
        return value == null
                ? ""
                : value.toString()
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#39;");
    }
}
