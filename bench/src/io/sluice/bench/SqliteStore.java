package io.sluice.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.sqlite.JDBC;

/** A file. */
final class SqliteStore implements Store {
    private final String url;

    SqliteStore(Path directory) {
        this.url = "jdbc:sqlite:" + directory.resolve("sluice.db").toAbsolutePath();
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("SLUICE_STORE_URL", url);
    }

    @Override
    public Connection connect() throws SQLException {
        var settings = new Properties();
        settings.putAll(Map.of("journal_mode", "WAL", "synchronous", "FULL"));
        settings.putAll(Map.of("journal_size_limit", "67108864", "cache_size", "-32768"));
        var connection = new JDBC().connect(url, settings);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA fullfsync = ON");
        }
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public Set<Long> processes() {
        return Set.of();
    }

    @Override
    public void close() {}
}
