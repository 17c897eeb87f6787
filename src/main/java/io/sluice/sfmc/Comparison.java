package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.mapping.TargetUse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What a mapping writes beside the columns that are there: what does not fit, and what to do about it. */
final class Comparison {
    private final TargetUse use;
    private final Schema schema;
    private final List<String> problems = new ArrayList<>();

    private Comparison(TargetUse use, Schema schema) {
        this.use = use;
        this.schema = schema;
    }

    /** @param sendableField the column that holds the subscriber; empty when nothing can be sent to its rows */
    static List<String> problems(TargetUse use, Schema schema, Optional<String> sendableField) {
        var comparison = new Comparison(use, schema);
        comparison.keys();
        use.named().forEach(comparison::field);
        comparison.required(
                schema.columns().stream().filter(column -> !column.primaryKey()).toList());
        sendableField
                .filter(field -> !comparison.fills(field))
                .ifPresent(field -> comparison.problem("messages are sent by the column '" + field
                        + "', and nothing gives it a value; add it to 'keys' or 'fields'"));
        return comparison.problems;
    }

    /** Its key goes beside the data of an event, not into it. @param data the columns that the data has to fit */
    static List<String> eventProblems(TargetUse use, Schema data) {
        var comparison = new Comparison(use.withoutKeys(), data);
        use.named().forEach(comparison::field);
        comparison.required(data.columns());
        return comparison.problems;
    }

    private void required(Collection<Column> columns) {
        columns.stream()
                .filter(column -> column.required() && !fills(column.name()))
                .forEach(column -> problem("column " + column
                        + " must have a value, and nothing gives it one; add a field, or let it be empty"));
    }

    private void keys() {
        var theirs = schema.keys().stream().map(Column::name).toList();
        var ours = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        use.keys().forEach(key -> ours.add(named(key)));
        if (theirs.size() != ours.size() || !ours.containsAll(theirs)) {
            problem("the primary key is " + list(theirs) + ", and the mapping's " + list(use.keys()) + "; "
                    + (theirs.isEmpty()
                            ? "give the data extension a primary key, without which no row can be written again"
                            : "write keys: " + list(theirs) + ", or change the data extension"));
        }
    }

    private void field(String name, Optional<JsonNode> sample) {
        var column = schema.column(name, use.match());
        if (column.isEmpty()) {
            problem("there is no column '" + name
                    + "', so its values are left out; add the column, or remove the field");
        } else if (sample.isPresent() && column.get().take(sample.get()) instanceof Cell.Bad bad) {
            problem("what the mapping gives '" + name + "' does not fit: " + bad.detail());
        }
    }

    private boolean fills(String column) {
        var named = use.named().keySet().stream().anyMatch(name -> named(name).equalsIgnoreCase(column));
        var key = use.keys().stream().anyMatch(name -> named(name).equalsIgnoreCase(column));
        return named || key || use.others().test(column);
    }

    /** The column that a name stands for; the name itself where there is none. */
    private String named(String name) {
        return schema.column(name, use.match()).map(Column::name).orElse(name);
    }

    private static String list(Iterable<String> names) {
        return "[ " + String.join(", ", names) + " ]";
    }

    private void problem(String text) {
        problems.add(use + ": " + text + ".");
    }
}
