package io.sluice.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** Nobody holds the account: the command makes the runs itself. */
class PostgresSourceModelIT extends SourceModelContract {
    private PostgresServer server;

    @Override
    Map<String, String> store() throws Exception {
        server = PostgresServer.start(directory.resolve("postgres"));
        return server.settings();
    }

    @AfterEach
    void end() throws Exception {
        server.close();
    }

    @Override
    Connection connect() throws SQLException {
        return server.connect();
    }
}
