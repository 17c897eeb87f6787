package io.sluice.sync;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes tables as they are declared, and adds columns that were declared later. What is there is never changed or removed. */
final class TableCreation {
    private final Sql sql;
    private final Dialect dialect;
    private final String schema;
    private final List<String> notices = new ArrayList<>();

    TableCreation(Sql sql, String schema) {
        this.sql = sql;
        this.dialect = sql.dialect();
        this.schema = schema;
    }

    /** What is there, and is not as it was declared. */
    List<String> notices() {
        return List.copyOf(notices);
    }

    void collection(Table table) throws SQLException {
        table(Shape.of(table));
        if (table.alias().isPresent() && !dialect.view(sql, table.alias().get(), table.name())) {
            notices.add(schema + "." + table.alias().get() + " is there, and is no view: it was left as it is.");
        }
    }

    void history(Table table) throws SQLException {
        var history = Shape.history(table);
        table(history);
        dialect.uniqueIndex(
                sql,
                history.name() + "_current",
                history.name(),
                Identifier.list(table.key()),
                Identifier.quoted(Shape.VALID_TO) + " IS NULL");
    }

    void table(Shape shape) throws SQLException {
        var there = dialect.columns(sql, shape.name());
        if (there.isEmpty()) {
            sql.execute(create(dialect, Identifier.quoted(schema, shape.name()), shape));
        } else {
            compare(shape, there);
        }
        dialect.comment(sql, shape);
    }

    private void compare(Shape shape, Map<String, String> there) throws SQLException {
        for (var column : shape.columns()) {
            var type = there.get(column.name());
            if (type == null) {
                add(shape, column);
            } else if (!type.equalsIgnoreCase(dialect.type(column.type()))) {
                notices.add("%s.%s.%s is of type %s, and %s was declared: it was left as it is."
                        .formatted(schema, shape.name(), column.name(), type, dialect.type(column.type())));
            }
        }
    }

    private void add(Shape shape, Column column) throws SQLException {
        if (shape.required().contains(column.name())) {
            throw new WarehouseUnavailable(
                    "The table %s.%s was not made by a sync: it has no column %s"
                            .formatted(schema, shape.name(), column.name()),
                    "Whoever owns it: rename it. Or whoever runs the gateway: set another `sluice.sync.schema`.",
                    null);
        }
        sql.execute("ALTER TABLE %s ADD COLUMN %s %s"
                .formatted(
                        Identifier.quoted(schema, shape.name()),
                        Identifier.quoted(column.name()),
                        dialect.type(column.type())));
    }

    /** @param name of the table, in SQL */
    static String create(Dialect dialect, String name, Shape shape) {
        var key = shape.key().isEmpty() ? "" : "\n  , PRIMARY KEY (" + Identifier.list(shape.key()) + ")";
        return "CREATE TABLE IF NOT EXISTS " + name + " (\n" + columns(dialect, shape) + key + "\n)";
    }

    /** Each with its type, and the sentence about it as a comment of SQL. */
    static String columns(Dialect dialect, Shape shape) {
        var text = new StringBuilder();
        for (var column : shape.columns()) {
            text.append(text.isEmpty() ? "  " : "\n  , ")
                    .append(Identifier.quoted(column.name()))
                    .append(' ')
                    .append(dialect.type(column.type()))
                    .append(shape.required().contains(column.name()) ? " NOT NULL" : "")
                    .append(" -- ")
                    .append(column.comment().replaceAll("\\R", " "));
        }
        return text.toString();
    }
}
