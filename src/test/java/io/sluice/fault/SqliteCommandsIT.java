package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqliteCommandsIT extends CommandsContract {
    @Override
    Map<String, String> store() {
        return Map.of("SLUICE_STORE_URL", "jdbc:sqlite:" + directory.resolve("sluice.db"));
    }

    @Test
    void what_is_asked_while_no_gateway_runs_is_done_at_once() throws Exception {
        gateway.term();
        assertThat(gateway.exitCode(Duration.ofSeconds(60))).isZero();
        assertThat(said("pause", "main").text()).isEqualToIgnoringNewLines("The account sfmc-main is paused.");

        gateway.start();
        order("m-1", "o-1");
        assertThat(gateway.management("/q/health/well").body()).contains("operator");
        assertThat(said("resume", "main").text()).isEqualToIgnoringNewLines("The account sfmc-main is resumed.");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(rows()).contains("o-1"));
        wrongNamesAreTold();
    }

    private void wrongNamesAreTold() throws Exception {
        var wrong = gateway.command("pause", "nobody");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.errors()).contains("There is no account, flow or mapping 'nobody'");
        assertThat(gateway.command("replay").exitCode()).isEqualTo(1);
    }
}
