package io.sluice.fault;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** A gateway holds the account, and makes the runs that the command asks for. */
class SqliteSourceModelIT extends SourceModelContract {
    @BeforeEach
    void hold() throws Exception {
        gateway.start();
    }

    @Override
    Map<String, String> store() {
        return Map.of("SLUICE_STORE_URL", "jdbc:sqlite:" + file("sluice.db"));
    }

    private Path file(String name) {
        return directory.resolve("gateway").resolve(name);
    }

    @Override
    Connection connect() throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        try (var statement = connection.createStatement()) {
            statement.execute("ATTACH '" + file("warehouse.db") + "' AS sfmc_prod");
        }
        return connection;
    }
}
