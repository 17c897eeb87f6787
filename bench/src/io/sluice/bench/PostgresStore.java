package io.sluice.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.Driver;

/** A server of its own, which syncs as PostgreSQL does unless it is told otherwise. */
final class PostgresStore implements Store {
    private final EmbeddedPostgres server;
    private final Path data;

    PostgresStore(Path directory) throws IOException {
        data = directory.resolve("postgres");
        // The embedded server is meant for tests and would sync nothing.
        server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "SLUICE_STORE_URL", url(), "SLUICE_STORE_USERNAME", "postgres", "SLUICE_STORE_PASSWORD", "postgres");
    }

    @Override
    public Connection connect() throws SQLException {
        var properties = new Properties();
        properties.putAll(Map.of("user", "postgres", "password", "postgres"));
        var connection = new Driver().connect(url(), properties);
        connection.setAutoCommit(false);
        return connection;
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    @Override
    public Set<Long> processes() {
        var all = ProcessHandle.of(postmaster()).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
        return all.map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    private long postmaster() {
        try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElseThrow().strip());
        } catch (IOException e) {
            throw new IllegalStateException("The server has written no postmaster.pid", e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
