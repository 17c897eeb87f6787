package io.sluice.fault;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** A PostgreSQL of one's own, which can be stopped and started again with what it holds, and which syncs. */
public final class PostgresServer implements AutoCloseable {
    private final Path directory;
    private final int port;
    private EmbeddedPostgres server;

    private PostgresServer(Path directory, EmbeddedPostgres server) {
        this.directory = directory;
        this.port = server.getPort();
        this.server = server;
    }

    /** @param directory empty, or not there */
    public static PostgresServer start(Path directory) throws IOException {
        return new PostgresServer(directory, at(directory).start());
    }

    private static EmbeddedPostgres.Builder at(Path directory) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                // The embedded server is started without, as nobody needs its data for long.
                .setServerConfig("fsync", "on");
    }

    void startAgain() throws IOException {
        server = at(directory).setPort(port).start();
    }

    void stop() throws IOException {
        server.close();
    }

    /** Host and port; user and password are {@code postgres}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** For the gateway, as environment variables. */
    public Map<String, String> settings() {
        return Map.of(
                "SLUICE_STORE_URL", "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "SLUICE_STORE_USERNAME", "postgres",
                "SLUICE_STORE_PASSWORD", "postgres");
    }

    Connection connect() throws SQLException {
        return connect("public");
    }

    /** @param schema whose tables need no name before theirs */
    Connection connect(String schema) throws SQLException {
        var settings = settings();
        return DriverManager.getConnection(
                settings.get("SLUICE_STORE_URL") + "?currentSchema=" + schema,
                settings.get("SLUICE_STORE_USERNAME"),
                settings.get("SLUICE_STORE_PASSWORD"));
    }

    /** Of the postmaster; its children serve the connections. */
    long pid() throws IOException {
        return Long.parseLong(
                Files.readAllLines(directory.resolve("postmaster.pid")).get(0).strip());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
