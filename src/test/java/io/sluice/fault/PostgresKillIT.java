package io.sluice.fault;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class PostgresKillIT extends KillContract {
    private PostgresServer server;

    @Override
    Map<String, String> store() throws IOException {
        server = PostgresServer.start(directory.resolve("postgres"));
        return server.settings();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }
}
