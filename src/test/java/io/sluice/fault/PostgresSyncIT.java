package io.sluice.fault;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class PostgresSyncIT extends SyncCommandContract {
    @TempDir
    Path data;

    private PostgresServer server;

    @Override
    Map<String, String> store() throws Exception {
        server = PostgresServer.start(data);
        return server.settings();
    }

    @Override
    String lists() throws SQLException {
        try (var connection = server.connect();
                var statement = connection.createStatement();
                var count = statement.executeQuery("SELECT count(*) FROM sfmc_prod.lists")) {
            count.next();
            return count.getString(1);
        }
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }
}
