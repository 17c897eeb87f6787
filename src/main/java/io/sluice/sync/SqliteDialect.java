package io.sluice.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
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
import org.sqlite.JDBC;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/**
 * SQLite, which has no schemas: the connection is an empty one in memory, and the file is attached to it under the schema's name.
 * Temporary tables are elsewhere, so that a transaction is about this one file: several in WAL mode do not commit as one.
 */
final class SqliteDialect implements Dialect {
    static final String PREFIX = "jdbc:sqlite:";

    private static final String IN_MEMORY = PREFIX + ":memory:";
    /** SQLite's own. */
    private static final Set<String> RESERVED = Set.of("main", "temp");

    /** How long to wait for whoever else writes to the file, in ms. */
    private static final int PATIENCE = 15_000;
    /** Six digits always, so that times sort as text. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Path file;
    private final String schema;
    private final InstantSource clock = InstantSource.system();

    private SqliteDialect(Path file, String schema) {
        this.file = file;
        this.schema = schema;
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
        return Files.exists(file);
    }

    @Override
    public Connection connect() throws SQLException {
        makeDirectory();
        var connection = attached(JDBC.createConnection(IN_MEMORY, new java.util.Properties()));
        try {
            set(connection, "journal_mode = WAL");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private SQLiteConnection attached(SQLiteConnection connection) throws SQLException {
        return attached(connection, file.toString());
    }

    private SQLiteConnection attached(SQLiteConnection connection, String database) throws SQLException {
        try (var attach = connection.prepareStatement("ATTACH DATABASE ? AS " + Identifier.quoted(schema))) {
            connection.setBusyTimeout(PATIENCE);
            attach.setString(1, database);
            attach.execute();
            // Each commit syncs the log; fullfsync, since on macOS fsync stops at the drive's cache.
            set(connection, "synchronous = FULL");
            set(connection, "journal_size_limit = 67108864");
            set(connection, "cache_size = -16384");
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA fullfsync = ON");
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Of the attached file alone. */
    private void set(Connection connection, String pragma) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA " + Identifier.quoted(schema) + "." + pragma);
        }
    }

    @Override
    public Optional<Alone> alone() throws SQLException {
        var lock = lock();
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try {
            var connection = connect();
            return Optional.of(new Alone(connection, () -> {
                try {
                    connection.close();
                } finally {
                    lock.get().release();
                }
            }));
        } catch (SQLException | RuntimeException e) {
            lock.get().release();
            throw e;
        }
    }

    /** Where there is no file, in an empty database in memory: even to look would make one. */
    @Override
    public Optional<Alone> looking() throws SQLException {
        if (exists()) {
            return alone();
        }
        var connection = attached(JDBC.createConnection(IN_MEMORY, new java.util.Properties()), ":memory:");
        return Optional.of(new Alone(connection, connection::close));
    }

    private Optional<LockFile> lock() {
        makeDirectory();
        try {
            return LockFile.take(file.resolveSibling(file.getFileName() + "." + schema + ".sync.lock"));
        } catch (IOException e) {
            throw noPlace(e);
        }
    }

    private void makeDirectory() {
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw noPlace(e);
        }
    }

    private WarehouseUnavailable noPlace(IOException fault) {
        return new WarehouseUnavailable(
                "The warehouse " + file + " cannot be made or locked: " + fault,
                "Whoever runs the gateway: make its directory writable, or set another `sluice.sync.warehouse.url`.",
                fault);
    }

    @Override
    public DataSource dataSource() {
        var source = new SQLiteDataSource() {
            @Override
            public SQLiteConnection getConnection(String username, String password) throws SQLException {
                return attached(super.getConnection(username, password));
            }
        };
        source.setUrl(IN_MEMORY);
        return source;
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
            sql.connection().commit();
        } finally {
            sql.connection().setAutoCommit(true);
        }
    }

    @Override
    public WarehouseUnavailable failure(SQLException fault) {
        var code = SQLiteErrorCode.getErrorCode(fault.getErrorCode());
        return new WarehouseUnavailable("The warehouse " + file + ": " + words(code, fault), remedy(code), fault);
    }

    private static String words(SQLiteErrorCode code, SQLException fault) {
        return switch (code) {
            case SQLITE_BUSY, SQLITE_LOCKED ->
                "somebody else has been writing to it for more than " + PATIENCE / 1000 + " seconds";
            case SQLITE_FULL -> "the disk is full";
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM -> "it cannot be opened for writing";
            case SQLITE_CORRUPT, SQLITE_NOTADB -> "it is damaged, or no SQLite file";
            default -> fault.getMessage();
        };
    }

    private static String remedy(SQLiteErrorCode code) {
        return switch (code) {
            case SQLITE_BUSY, SQLITE_LOCKED -> "Whoever has it open: end your transaction. The next run tries again.";
            case SQLITE_FULL -> "Whoever runs the gateway: make room. The next run tries again.";
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM ->
                "Whoever runs the gateway: make the file and its"
                        + " directory writable, or set another `sluice.sync.warehouse.url`.";
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                "Whoever runs the gateway: move the file away; the next run makes it anew.";
            default -> "Whoever runs the gateway: look at the disk and the file. The next run tries again.";
        };
    }
}
