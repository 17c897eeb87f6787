package io.sluice.sync;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresWarehouseTest extends WarehouseContract {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static EmbeddedPostgres server;

    private final String database = "warehouse" + NUMBER.incrementAndGet();
    private boolean created;

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Override
    WarehouseSettings settings() {
        if (!created) {
            asAdministrator("CREATE DATABASE " + database);
            created = true;
        }
        return new WarehouseSettings(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database,
                Optional.of("postgres"),
                Optional.of("x"));
    }

    @Override
    Object no() {
        return false;
    }

    private static void asAdministrator(String sql) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
