package io.sluice.inbox;

import io.sluice.delivery.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.sqlite.JDBC;

/** The file that a SQLite store is kept in. */
record SqlitePlace(Path file) {
    /** @throws IllegalArgumentException when the URL names no file */
    static SqlitePlace of(String url) {
        var name = url.substring(Sqlite.PREFIX.length());
        if (name.isBlank() || name.startsWith(":") || name.startsWith("file:") || name.contains("?")) {
            throw new IllegalArgumentException("sluice.store.url must be " + Sqlite.PREFIX + "<file>, as in "
                    + Sqlite.PREFIX + "data/sluice.db: events are kept in a file, without further parameters.");
        }
        return new SqlitePlace(Path.of(name).toAbsolutePath());
    }

    Jdbc jdbc(Map<String, String> settings, String initialSql) {
        return new Jdbc(new JDBC(), Sqlite.PREFIX + file, Optional.empty(), Optional.empty(), settings, initialSql);
    }

    /** Whether pages can be given back is fixed before the first table is made, and before the file becomes a WAL one. */
    void create() throws IOException {
        if (!Files.exists(file)) {
            // SQLite gives its log the rights of the file.
            Files.createFile(file, OwnerOnly.in(file.getParent()));
        } else if (Files.size(file) > 0) {
            return;
        }
        try (var connection = jdbc(Map.of(), "").connect();
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
            statement.execute("PRAGMA journal_mode = WAL");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
