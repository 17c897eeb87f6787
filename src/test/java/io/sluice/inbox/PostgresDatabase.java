package io.sluice.inbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of its own on the one PostgreSQL of the test JVM, which ends with it. */
record PostgresDatabase(EmbeddedPostgres server, String name) implements TestDatabase {
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

    static PostgresDatabase create() {
        return create(Server.ONE);
    }

    static PostgresDatabase create(EmbeddedPostgres server) {
        var database = new PostgresDatabase(server, "store" + NUMBER.incrementAndGet());
        database.asAdministrator("CREATE DATABASE " + database.name);
        return database;
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

    private void asAdministrator(String sql) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public StoreConfig config() {
        return new TestStoreConfig(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name,
                Optional.of("postgres"),
                Optional.of("x"));
    }

    @Override
    public Database database(InstantSource clock) {
        return new Postgres(config(), StoreClock.of(clock));
    }

    @Override
    public Database beside(InstantSource clock) {
        return database(clock);
    }
}
