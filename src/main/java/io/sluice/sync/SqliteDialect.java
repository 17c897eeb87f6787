package io.sluice.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * SQLite, which has no schemas: the connection is an empty one in memory, and the file is attached to it under the schema's name.
 * Temporary tables are elsewhere, so that a transaction is about this one file: several in WAL mode do not commit as one.
 */
final class SqliteDialect implements Dialect {
    static final String PREFIX = "jdbc:sqlite:";

    /** SQLite's own. */
    private static final Set<String> RESERVED = Set.of("main", "temp");

    /** Six digits always, so that times sort as text. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Path file;
    private final String schema;
    private final SqliteConnections connections;
    private final InstantSource clock = InstantSource.system();

    private SqliteDialect(Path file, String schema) {
        this.file = file;
        this.schema = schema;
        this.connections = new SqliteConnections(file, schema);
    }

    static SqliteDialect of(String url, String schema) {
        var name = url.substring(PREFIX.length());
        if (name.isBlank() || name.startsWith(":") || name.startsWith("file:") || name.contains("?")) {
            throw new IllegalArgumentException("The warehouse's url must be " + PREFIX + "<file>, as in " + PREFIX
                    + "data/warehouse.db: tables are kept in a file, without further parameters.");
        }
        if (RESERVED.contains(schema)) {
            throw new IllegalArgumentException(
                    "The schema cannot be called " + schema + ": SQLite has another one of that name.");
        }
        return new SqliteDialect(Path.of(name).toAbsolutePath(), schema);
    }

    @Override
    public boolean exists() {
        return connections.exists();
    }

    @Override
    public Connection connect() throws SQLException {
        return connections.writing();
    }

    @Override
    public Optional<Alone> alone() throws SQLException {
        return connections.alone();
    }

    /** Where there is no file, in an empty database in memory: even to look would make one. */
    @Override
    public Optional<Alone> looking() throws SQLException {
        return connections.exists() ? alone() : Optional.of(connections.toNothing());
    }

    @Override
    public DataSource dataSource() {
        return connections.reading();
    }

    /** The file is made with its first table. */
    @Override
    public void createSchema(Sql sql) {}

    @Override
    public String temporary() {
        return "temp";
    }

    @Override
    public String type(Type type) {
        return switch (type) {
            case TEXT, TIMESTAMP, JSON -> "TEXT";
            case INTEGER -> "INTEGER";
            case DOUBLE -> "REAL";
            case BOOLEAN -> "BOOLEAN";
        };
    }

    @Override
    public Map<String, String> columns(Sql sql, String table) throws SQLException {
        var columns = new LinkedHashMap<String, String>();
        sql.list(
                "SELECT name, type FROM pragma_table_info(?, ?)",
                row -> columns.put(row.getString(1), row.getString(2)),
                table,
                schema);
        return Collections.unmodifiableMap(columns);
    }

    @Override
    public void uniqueIndex(Sql sql, String name, String table, String columns, String condition) throws SQLException {
        sql.execute("CREATE UNIQUE INDEX IF NOT EXISTS %s ON %s (%s) WHERE %s"
                .formatted(Identifier.quoted(schema, name), Identifier.quoted(table), columns, condition));
    }

    /** They are in the text of CREATE TABLE, which SQLite keeps. */
    @Override
    public void comment(Sql sql, Shape shape) {}

    @Override
    public boolean view(Sql sql, String name, String table) throws SQLException {
        var there = sql.list(
                "SELECT type FROM " + Identifier.quoted(schema) + ".sqlite_master WHERE name = ?",
                row -> row.getString(1),
                name);
        if (there.isEmpty()) {
            // Without the schema's name: a view is about its own file, under whatever name that is attached.
            sql.execute("CREATE VIEW IF NOT EXISTS %s AS SELECT * FROM %s"
                    .formatted(Identifier.quoted(schema, name), Identifier.quoted(table)));
        }
        return there.stream().allMatch("view"::equals);
    }

    @Override
    public Object bound(Object value) {
        if (value instanceof Instant time) {
            return TIME.format(time);
        }
        if (value instanceof Boolean yes) {
            return yes ? 1 : 0;
        }
        return value instanceof JsonNode json ? json.toString() : value;
    }

    @Override
    public Instant instant(ResultSet row, int column) throws SQLException {
        var text = row.getString(column);
        return text == null ? null : Instant.parse(text);
    }

    @Override
    public Instant now(Sql sql) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Row by row, in one transaction about the temporary file: a batch would keep its rows in memory, and saves nothing here. */
    @Override
    public void stage(Sql sql, Stage stage, Spooled rows) throws SQLException, IOException {
        sql.execute("DROP TABLE IF EXISTS " + stage.name());
        sql.execute(TableCreation.create(this, stage.name(), stage.shape()));
        var places =
                String.join(", ", Collections.nCopies(stage.shape().columns().size(), "?"));
        sql.connection().setAutoCommit(false);
        try (var insert = sql.connection()
                .prepareStatement("INSERT OR REPLACE INTO %s (%s) VALUES (%s)"
                        .formatted(stage.name(), stage.columns(), places))) {
            rows.each(stage.table(), row -> {
                sql.bind(insert, stage.values(row).toArray());
                insert.executeUpdate();
            });
        } catch (SQLException | IOException | RuntimeException e) {
            sql.rollBack();
            throw e;
        }
        sql.connection().commit();
        sql.connection().setAutoCommit(true);
    }

    @Override
    public WarehouseUnavailable failure(SQLException fault) {
        return SqliteFaults.of("The warehouse " + file, fault);
    }
}
