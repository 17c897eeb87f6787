package io.sluice.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.util.PGobject;

/** PostgreSQL 12 or later, reached directly: a pooler that shares sessions would share locks and temporary tables. */
final class PostgresDialect implements Dialect {
    static final String PREFIX = "jdbc:postgresql:";

    /** Locks of this application; the second half is the schema's. */
    private static final int RUNS = 7585424;

    private static final int PREPARATIONS = 7585425;

    private final WarehouseSettings settings;
    private final String schema;
    private final PostgresSessions sessions;

    PostgresDialect(WarehouseSettings settings, String schema) {
        if (schema.startsWith("pg_") || schema.equals("information_schema")) {
            throw new IllegalArgumentException(
                    "The schema cannot be called " + schema + ": PostgreSQL keeps such names to itself.");
        }
        this.settings = settings;
        this.schema = schema;
        this.sessions = new PostgresSessions(settings);
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public Connection connect() throws SQLException {
        return sessions.writing();
    }

    @Override
    public Optional<Alone> alone() throws SQLException {
        var connection = connect();
        boolean taken = false;
        try {
            taken = new Sql(connection, this)
                    .one("SELECT pg_try_advisory_lock(" + RUNS + ", hashtext(?))", row -> row.getBoolean(1), schema);
            return taken ? Optional.of(new Alone(connection, () -> end(connection))) : Optional.empty();
        } finally {
            if (!taken) {
                connection.close();
            }
        }
    }

    /** The server gives the lock back when the connection ends, but only when it has cleared up. */
    private void end(Connection connection) throws SQLException {
        try (connection) {
            new Sql(connection, this).execute("SELECT pg_advisory_unlock_all()");
        }
    }

    @Override
    public DataSource dataSource() {
        return sessions.reading();
    }

    /** Only when it is not there: whoever may not create one may still write to one. */
    @Override
    public void createSchema(Sql sql) throws SQLException {
        sql.list("SELECT pg_advisory_lock(" + PREPARATIONS + ", hashtext(?))", row -> null, schema);
        boolean there = sql.one("SELECT to_regnamespace(quote_ident(?)) IS NOT NULL", row -> row.getBoolean(1), schema);
        if (!there) {
            sql.execute("CREATE SCHEMA " + Identifier.quoted(schema));
        }
    }

    @Override
    public String temporary() {
        return "pg_temp";
    }

    @Override
    public String type(Type type) {
        return switch (type) {
            case TEXT -> "text";
            case INTEGER -> "bigint";
            case DOUBLE -> "double precision";
            case BOOLEAN -> "boolean";
            case TIMESTAMP -> "timestamp with time zone";
            case JSON -> "jsonb";
        };
    }

    @Override
    public Map<String, String> columns(Sql sql, String table) throws SQLException {
        var columns = new LinkedHashMap<String, String>();
        sql.list("""
                SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
                WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum""", row -> columns.put(row.getString(1), row.getString(2)), Identifier.quoted(schema, table));
        return Collections.unmodifiableMap(columns);
    }

    @Override
    public void uniqueIndex(Sql sql, String name, String table, String columns, String condition) throws SQLException {
        boolean there =
                sql.one("SELECT to_regclass(?) IS NOT NULL", row -> row.getBoolean(1), Identifier.quoted(schema, name));
        if (!there) {
            sql.execute("CREATE UNIQUE INDEX %s ON %s (%s) WHERE %s"
                    .formatted(Identifier.quoted(name), Identifier.quoted(schema, table), columns, condition));
        }
    }

    /** Only what is not there yet: a comment waits for everybody who changes the table. */
    @Override
    public void comment(Sql sql, Shape shape) throws SQLException {
        var table = Identifier.quoted(schema, shape.name());
        var of = sql.one("SELECT obj_description(?::regclass, 'pg_class')", row -> row.getString(1), table);
        if (!shape.comment().equals(of)) {
            sql.execute("COMMENT ON TABLE " + table + " IS " + literal(sql, shape.comment()));
        }
        var there = new LinkedHashMap<String, String>();
        sql.list(
                "SELECT attname, col_description(attrelid, attnum) FROM pg_attribute WHERE attrelid = ?::regclass",
                row -> there.put(row.getString(1), row.getString(2)),
                table);
        for (var column : shape.columns()) {
            if (!Objects.equals(column.comment(), there.get(column.name()))) {
                sql.execute("COMMENT ON COLUMN " + table + "." + Identifier.quoted(column.name()) + " IS "
                        + literal(sql, column.comment()));
            }
        }
    }

    private static String literal(Sql sql, String text) throws SQLException {
        return "'" + sql.connection().unwrap(PGConnection.class).escapeLiteral(text) + "'";
    }

    /** Its columns are fixed when it is made: it is made again when the table has got more. */
    @Override
    public boolean view(Sql sql, String name, String table) throws SQLException {
        var kind = sql.list(
                "SELECT relkind FROM pg_class WHERE oid = to_regclass(?)",
                row -> row.getString(1),
                Identifier.quoted(schema, name));
        if (!kind.isEmpty() && !kind.get(0).equals("v")) {
            return false;
        }
        if (!columns(sql, name).keySet().equals(columns(sql, table).keySet())) {
            sql.execute("CREATE OR REPLACE VIEW %s AS SELECT * FROM %s"
                    .formatted(Identifier.quoted(schema, name), Identifier.quoted(schema, table)));
        }
        return true;
    }

    @Override
    public Object bound(Object value) throws SQLException {
        if (value instanceof Instant time) {
            return time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        }
        if (value instanceof JsonNode json) {
            var object = new PGobject();
            object.setType("jsonb");
            object.setValue(json.toString());
            return object;
        }
        return value;
    }

    @Override
    public Instant instant(ResultSet row, int column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    @Override
    public Instant now(Sql sql) throws SQLException {
        return sql.one("SELECT clock_timestamp()", row -> instant(row, 1));
    }

    /** The rows are numbered, since no order is kept otherwise. */
    @Override
    public void stage(Sql sql, Stage stage, Spooled rows) throws SQLException, IOException {
        sql.execute("DROP TABLE IF EXISTS " + stage.name());
        sql.execute("CREATE TABLE " + stage.name() + " (stage_number bigint NOT NULL, "
                + TableCreation.columns(this, stage.shape()) + "\n)");
        PostgresCopy.into(sql.connection(), stage, rows);
        sql.execute("""
                DELETE FROM %1$s s USING (SELECT %2$s, max(stage_number) AS last FROM %1$s GROUP BY %2$s HAVING count(*) > 1) d
                WHERE %3$s AND s.stage_number < d.last""".formatted(
                        stage.name(),
                        stage.key(),
                        Identifier.equal("s", "d", stage.shape().key())));
        // Nobody else would: without it the planner takes the stage for a small table.
        sql.execute("ANALYZE " + stage.name());
    }

    @Override
    public WarehouseUnavailable failure(SQLException fault) {
        return PostgresFaults.of("The warehouse at " + settings.url().replaceFirst("\\?.*", ""), fault);
    }
}
