package io.sluice.fault;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class PostgresKillIT extends KillContract {
    private EmbeddedPostgres server;

    @Override
    Map<String, String> store() throws IOException {
        // Without it, the embedded server never syncs.
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
        return Map.of(
                "SLUICE_STORE_URL", "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres",
                "SLUICE_STORE_USERNAME", "postgres",
                "SLUICE_STORE_PASSWORD", "postgres");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }
}
