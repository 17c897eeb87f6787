package io.sluice.fault;

import io.sluice.fault.KillPoint.Statement;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

class SqliteSyncKillIT extends SyncKillContract {
    @Override
    Map<String, String> store() {
        return Map.of("SLUICE_STORE_URL", url(file("sluice")));
    }

    @Override
    void useWarehouse(String name) {
        gateway.with("SLUICE_SYNC_WAREHOUSE_URL", url(file(name)));
    }

    @Override
    SyncedTables tables(String name) {
        return new SyncedTables(() -> attached(file(name)), "SELECT name FROM sfmc_prod.sqlite_master");
    }

    @Override
    Connection connectToStore() throws SQLException {
        return DriverManager.getConnection(url(file("sluice")));
    }

    @Override
    Halt halt() throws SQLException {
        return new SqliteHalt(DriverManager.getConnection(url(file("main"))));
    }

    @Override
    List<Statement> moreStatements(String collection) {
        return List.of();
    }

    /** Its locks end with it. */
    @Override
    void awaitBuried() {}

    private Path file(String name) {
        return directory.resolve(name + ".db");
    }

    private static String url(Path file) {
        return "jdbc:sqlite:" + file;
    }

    private static Connection attached(Path file) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        try (var statement = connection.createStatement()) {
            statement.execute("ATTACH '" + file + "' AS sfmc_prod");
        }
        return connection;
    }
}
