package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqliteSyncIT extends SyncCommandContract {
    @Override
    Map<String, String> store() {
        return Map.of("SLUICE_STORE_URL", "jdbc:sqlite:" + directory.resolve("sluice.db"));
    }

    @Test
    void a_command_that_is_told_to_stop_gives_the_account_back_and_the_next_one_begins_at_once() throws Exception {
        var sync = gateway.begin("sync");
        awaitProgress(sync);
        sync.term();
        var stopped = sync.said(Duration.ofSeconds(20));
        assertThat(stopped.exitCode()).isEqualTo(1);
        assertThat(stopped.errors()).contains("Stopped. ");

        var next = gateway.begin("sync", "--collection", "lists").said(SOON);
        assertThat(next.exitCode()).as(next.toString()).isZero();
        assertThat(next.text()).containsPattern("lists +success +60 ");
    }

    @Test
    void what_a_killed_command_had_asked_for_does_not_take_the_place_of_the_next_one() throws Exception {
        var killed = gateway.begin("sync");
        awaitProgress(killed);
        killed.process().destroyForcibly().waitFor();

        copied(gateway.begin("sync").said(SOON.multipliedBy(2)));
    }
}
