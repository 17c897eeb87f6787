package io.sluice.sync;

import java.util.ArrayList;
import java.util.List;

/** The temporary table that the rows of one table are brought to before they are compared. */
final class Stage {
    private final Table table;
    private final Shape shape;
    private final String name;
    private final StorableText texts = new StorableText();

    Stage(Table table, Dialect dialect) {
        this.table = table;
        this.shape = Shape.stage(table);
        this.name = dialect.temporary() + "." + Identifier.quoted(shape.name());
    }

    Table table() {
        return table;
    }

    /** In SQL. */
    String name() {
        return name;
    }

    Shape shape() {
        return shape;
    }

    String columns() {
        return Identifier.list(shape.names());
    }

    String key() {
        return Identifier.list(shape.key());
    }

    /** The values of a row in the order of the shape's columns: texts that every database can hold, and JSON as JsonNode. */
    List<Object> values(Hashed hashed) {
        var row = hashed.row();
        var values = new ArrayList<>(shape.columns().size());
        for (var value : row.values()) {
            values.add(value instanceof String text ? texts.of(text) : value);
        }
        values.add(row.extra().map(texts::of).orElse(null));
        values.add(row.receivedAt());
        values.add(hashed.hash());
        values.add(hashed.counted());
        if (values.size() != shape.columns().size()) {
            throw new IllegalArgumentException("A row of " + table.name() + " has "
                    + row.values().size() + " values for its " + table.columns().size() + " columns.");
        }
        return values;
    }

    /** One sentence when texts were not kept as they were. */
    List<String> notices() {
        return texts.changed() == 0
                ? List.of()
                : List.of(
                        table.name() + ": " + texts.changed()
                                + " texts hold NUL characters or halves of surrogate pairs,"
                                + " which PostgreSQL cannot keep; each is written as a backslash, u and its four hexadecimal digits.");
    }
}
