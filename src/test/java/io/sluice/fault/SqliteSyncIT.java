package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqliteSyncIT extends SyncCommandContract {
    @Override
    Map<String, String> store() {
        return Map.of("SLUICE_STORE_URL", url());
    }

    @Override
    String lists() throws SQLException {
        return WarehouseFile.in(directory)
                .rows("SELECT count(*) FROM sfmc_prod.lists")
                .get(0);
    }

    private String url() {
        return "jdbc:sqlite:" + directory.resolve("sluice.db");
    }

    @Test
    void a_command_that_is_told_to_stop_gives_the_account_back_and_the_next_one_begins_at_once() throws Exception {
        var sync = gateway.begin("sync");
        awaitProgress(sync);
        sync.term();
        var stopped = sync.said(Duration.ofSeconds(20));
        assertThat(stopped.exitCode()).isEqualTo(1);
        assertThat(stopped.errors()).contains("Stopped. ");

        var next = gateway.begin("sync", "--collection", "lists", "--full").said(SOON);
        assertThat(next.exitCode()).as(next.toString()).isZero();
        assertThat(next.text()).containsPattern("lists +success +60 ");
    }

    @Test
    void what_a_killed_command_had_asked_for_does_not_take_the_place_of_the_next_one() throws Exception {
        var killed = gateway.begin("sync");
        awaitProgress(killed);
        killed.process().destroyForcibly().waitFor();
        endLease();

        copied(gateway.begin("sync").said(SOON.multipliedBy(2)));
    }

    /** As it ends by itself after some seconds, and a quarter of a minute more in which a gateway might come. */
    private void endLease() throws SQLException {
        try (var connection = DriverManager.getConnection(url());
                var statement = connection.createStatement()) {
            statement.execute("UPDATE account SET expires_at = 0");
        }
    }
}
