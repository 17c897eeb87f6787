package io.sluice.sync;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of its own on the one PostgreSQL of the test JVM, which ends with it. */
record PostgresWarehouse(String name) implements TestWarehouse {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Started when first asked for. */
    private static final class Server {
        static final EmbeddedPostgres ONE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static PostgresWarehouse create() {
        var database = new PostgresWarehouse("warehouse" + NUMBER.incrementAndGet());
        database.asAdministrator("CREATE DATABASE " + database.name);
        return database;
    }

    static int port() {
        return Server.ONE.getPort();
    }

    /** No connection is left, and no new one is let in. */
    void goAway() {
        asAdministrator("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
        terminateConnections();
    }

    void comeBack() {
        asAdministrator("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    }

    void terminateConnections() {
        asAdministrator("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }

    void asAdministrator(String sql) {
        try (var connection = Server.ONE.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public WarehouseSettings settings() {
        return through(port());
    }

    /** By something that listens there and passes on. */
    WarehouseSettings through(int port) {
        return new WarehouseSettings(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + name, Optional.of("postgres"), Optional.of("x"));
    }
}
