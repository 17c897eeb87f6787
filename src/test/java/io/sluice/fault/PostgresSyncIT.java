package io.sluice.fault;

import java.nio.file.Path;
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

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }
}
