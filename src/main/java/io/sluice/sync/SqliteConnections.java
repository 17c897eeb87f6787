package io.sluice.sync;

import io.sluice.sync.Dialect.Alone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** Connections to a warehouse in SQLite: empty ones in memory, to which the file is attached under the schema's name. */
final class SqliteConnections {
    /** How long to wait for whoever else writes to the file, in ms. */
    static final int PATIENCE = 15_000;

    private static final String IN_MEMORY = SqliteDialect.PREFIX + ":memory:";

    private final Path file;
    private final String schema;

    SqliteConnections(Path file, String schema) {
        this.file = file;
        this.schema = schema;
    }

    boolean exists() {
        return Files.exists(file);
    }

    Connection writing() throws SQLException {
        makeDirectory();
        var connection = attached(JDBC.createConnection(IN_MEMORY, new Properties()));
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

    /** The lock, with a connection that has it; empty when another run has it. */
    Optional<Alone> alone() throws SQLException {
        var lock = lock();
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try {
            var connection = writing();
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

    /** As to a file that has nothing in it. */
    Alone toNothing() throws SQLException {
        var connection = attached(JDBC.createConnection(IN_MEMORY, new Properties()), ":memory:");
        return new Alone(connection, connection::close);
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

    DataSource reading() {
        var source = new SQLiteDataSource() {
            @Override
            public SQLiteConnection getConnection(String username, String password) throws SQLException {
                return attached(super.getConnection(username, password));
            }
        };
        source.setUrl(IN_MEMORY);
        return source;
    }
}
