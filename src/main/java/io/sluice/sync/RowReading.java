package io.sluice.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads one object, as the API shows it, into the columns that its table declares. What no column takes is kept in
 * {@code extra} at its own place: fields without a column, and values that do not fit their column's type.
 */
final class RowReading {
    /**
     * @param news paths that the table's declaration does not know
     * @param misfits a sentence, without the value, for each that does not fit
     */
    record Read(Row row, Set<String> news, List<String> misfits) {}

    private final Table table;
    private final ObjectNode source;
    private final Set<String> taken = new HashSet<>();
    private final Set<String> misfits = new LinkedHashSet<>();

    private RowReading(Table table, ObjectNode source) {
        this.table = table;
        this.source = source;
    }

    /** @param source is used up: what remains in it is the extra */
    static Read read(Table table, ObjectNode source, Instant receivedAt) {
        return new RowReading(table, source).read(receivedAt);
    }

    private Read read(Instant receivedAt) {
        var values = new ArrayList<>();
        table.columns().forEach(column -> values.add(value(column)));
        // Afterwards, because two columns may show the same value.
        taken.forEach(path -> remove(source, path));
        var news = new TreeSet<String>();
        if (hasContent(source)) {
            unknown("", source, new Known(table), news);
        }
        var extra = Optional.<JsonNode>of(source).filter(rest -> !rest.isEmpty());
        return new Read(new Row(table, values, extra, receivedAt), news, List.copyOf(misfits));
    }

    private Object value(Column column) {
        for (var path : column.paths()) {
            var shown = at(path);
            if (!shown.isMissingNode() && !shown.isNull()) {
                try {
                    var value = Values.of(column.type(), shown);
                    taken.add(path);
                    return value;
                } catch (Values.Misfit misfit) {
                    misfits.add(path + " is " + misfit.getMessage());
                    return null;
                }
            }
        }
        return null;
    }

    private JsonNode at(String path) {
        JsonNode node = source;
        for (var name : path.split("\\.")) {
            node = node.path(name);
        }
        return node;
    }

    private static void remove(ObjectNode from, String path) {
        var dot = path.indexOf('.');
        if (dot < 0) {
            from.remove(path);
        } else if (from.get(path.substring(0, dot)) instanceof ObjectNode below) {
            remove(below, path.substring(dot + 1));
        }
    }

    /** Takes away what says nothing: nulls, and objects with nothing in them. */
    private static boolean hasContent(ObjectNode node) {
        var values = node.elements();
        while (values.hasNext()) {
            var value = values.next();
            if (value.isNull() || value instanceof ObjectNode below && !hasContent(below)) {
                values.remove();
            }
        }
        return !node.isEmpty();
    }

    private void unknown(String above, ObjectNode node, Known known, Set<String> news) {
        node.fields().forEachRemaining(field -> {
            var path = above + field.getKey();
            if (known.leadsOn(path) && field.getValue() instanceof ObjectNode below) {
                unknown(path + ".", below, known, news);
            } else if (known.leadsOn(path)) {
                misfits.add(path + " is " + Values.kind(field.getValue()) + ", not an object");
            } else if (!known.names(path)) {
                news.add(path);
            }
        });
    }

    /** The paths of a table's columns, and those that need none. */
    private static final class Known {
        private final TreeSet<String> names;

        Known(Table table) {
            names = new TreeSet<>(table.kept());
            table.columns().forEach(column -> names.addAll(column.paths()));
        }

        boolean names(String path) {
            return names.contains(path);
        }

        /** Whether it is only something below that has a name. */
        boolean leadsOn(String path) {
            var next = names.higher(path + ".");
            return !names(path) && next != null && next.startsWith(path + ".");
        }
    }
}
