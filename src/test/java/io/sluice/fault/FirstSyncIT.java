package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.sandbox.SandboxProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that nobody has told anything: by its timer it copies all that the sandbox has to a file beside the store. */
class FirstSyncIT {
    private static final Duration LONG = Duration.ofSeconds(120);

    @TempDir
    static Path directory;

    private static SandboxProcess sandbox;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        sandbox = SandboxProcess.start();
        gateway = GatewayProcess.in(
                        directory, sandbox, Map.of("SLUICE_STORE_URL", "jdbc:sqlite:" + directory.resolve("sluice.db")))
                .with("SLUICE_SYNC_EVERY", "3h");
        looksEverySecond(directory.resolve("routes/sync.camel.yaml"));
        gateway.start();
        await().atMost(LONG).untilAsserted(() -> assertThat(gateway.metrics().sum("sluice_sync_runs_total", Map.of()))
                .isEqualTo(1));
    }

    /** Whether a run is due; it may find at first that the account is not yet held. */
    private static void looksEverySecond(Path route) throws IOException {
        var text = Files.readString(route);
        assertThat(text).contains("period: 60000");
        Files.writeString(route, text.replace("period: 60000", "period: 1000"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        sandbox.close();
    }

    @Test
    void everything_is_in_the_tables_after_one_run_that_succeeded() throws Exception {
        assertThat(query("SELECT collection, status FROM sfmc_prod._sync_runs ORDER BY collection"))
                .containsExactly(
                        "campaign_assets success",
                        "campaigns success",
                        "goals success",
                        "interactions success",
                        "lists success");
        var truth = sandbox.look("/sandbox/source");
        assertThat(query("SELECT id FROM sfmc_prod.campaigns ORDER BY id"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(ids(truth.get("campaigns")));
        assertThat(query("SELECT id FROM sfmc_prod.campaign_assets"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(ids(truth.get("assets")));
        assertThat(query("SELECT id FROM sfmc_prod.lists"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(ids(truth.get("lists")));
        assertThat(query("SELECT id FROM sfmc_prod.journeys"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(ids(truth.get("journeys")));
        assertThat(query("SELECT id FROM sfmc_prod.goals")).isNotEmpty();
        assertThat(gateway.metrics().sum("sluice_sync_runs_total", Map.of("status", "success")))
                .isEqualTo(1);
        assertThat(gateway.metrics().sum("sluice_sync_rows_total", Map.of("change", "inserted", "collection", "lists")))
                .isEqualTo(truth.get("lists").size());
    }

    @Test
    void health_says_how_old_each_collection_is() {
        await().atMost(LONG).untilAsserted(() -> {
            var health = new ObjectMapper()
                    .readTree(gateway.management("/q/health/well").body());
            var syncs = named(health, "syncs");
            assertThat(syncs.get("status").textValue()).isEqualTo("UP");
            assertThat(syncs.at("/data/default lists").textValue()).matches("copied as of .*Z, \\d minutes ago");
        });
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(gateway.metrics().named("sluice_sync_last_success_age_seconds"))
                        .hasSize(5));
    }

    private static JsonNode named(JsonNode health, String name) {
        for (var check : health.get("checks")) {
            if (check.get("name").textValue().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("no check " + name + " in " + health);
    }

    private static List<String> ids(JsonNode rows) {
        var ids = new ArrayList<String>();
        rows.forEach(row -> ids.add(row.path("id").asText(row.path("ID").asText())));
        return ids;
    }

    private static List<String> query(String sql) throws SQLException {
        return WarehouseFile.in(directory).rows(sql);
    }
}
