package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.sandbox.SandboxProcess;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * While the pages are read, a row goes away from one that was read: the first row of the next page takes the last place on it, and
 * no page of this reading shows it.
 */
class SourceDriftIT {
    private static final int ROWS = 160;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void a_row_that_is_pulled_to_a_page_that_was_read_is_not_taken_for_deleted() throws Exception {
        try (var sandbox = SandboxProcess.start("--rate", "0");
                var gateway = GatewayProcess.in(
                        directory,
                        sandbox,
                        Map.of("SLUICE_STORE_URL", "jdbc:sqlite:" + directory.resolve("sluice.db")))) {
            gateway.with("SLUICE_SFMC_REQUESTS_PER_SECOND", "200");
            sandbox.tell(
                    "/sandbox/source/generate",
                    "{\"seed\":1,\"campaigns\":%1$d,\"assets\":0,\"lists\":1,\"journeys\":%1$d,\"goals\":1}"
                            .formatted(ROWS));
            copy(gateway);
            var campaign = fromTheSecondPage(sandbox, "campaigns");
            var journey = fromTheSecondPage(sandbox, "journeys");
            deleteOnceTheSecondPageIsRead(sandbox, "/hub/v1/campaigns$", "campaigns/" + campaign);
            deleteOnceTheSecondPageIsRead(sandbox, "/interaction/v1/interactions$", "journeys/" + journey);

            copy(gateway);

            assertThat(query("SELECT collection, calls FROM sfmc_prod._sync_runs WHERE collection IN"
                            + " ('campaigns', 'interactions') ORDER BY started_at DESC, collection LIMIT 2"))
                    .as("four pages twice, since a row is missing, and the first one once more")
                    .containsExactly("campaigns 9", "interactions 9");
            assertThat(gone("campaigns"))
                    .as("it was read, and what it hid is there")
                    .isEmpty();
            assertThat(gone("interactions")).isEmpty();

            copy(gateway);

            assertThat(gone("campaigns")).containsExactly(campaign);
            assertThat(gone("interactions")).containsExactly(journey);
        }
    }

    /** One from its middle, newest first, with one version alone: of others the next version would be shown. */
    private static String fromTheSecondPage(SandboxProcess sandbox, String collection) {
        var rows = new ArrayList<JsonNode>();
        sandbox.look("/sandbox/source/" + collection).forEach(rows::add);
        rows.sort(Comparator.comparing((JsonNode row) -> row.get("modifiedDate").textValue())
                .reversed());
        var versions =
                sandbox.look("/sandbox/source/" + collection + "?versions=all").findValuesAsText("id");
        return rows.subList(55, 95).stream()
                .map(row -> row.get("id").textValue())
                .filter(id -> Collections.frequency(versions, id) == 1)
                .findFirst()
                .orElseThrow();
    }

    /** The later ones, which are asked for at the same time, are answered afterwards. */
    private static void deleteOnceTheSecondPageIsRead(SandboxProcess sandbox, String path, String row) {
        sandbox.fault("""
                {"match":{"method":"GET","path":"%s","query":"\\\\$page=2(&|$)"},"times":1,
                 "then":{"method":"DELETE","path":"/sandbox/source/%s"}}""".formatted(path, row));
        sandbox.fault("""
                {"match":{"method":"GET","path":"%s","query":"\\\\$page=[34](&|$)"},"times":2,
                 "delayMillis":2000}""".formatted(path));
    }

    private static void copy(GatewayProcess gateway) throws Exception {
        var said = gateway.command("sync");
        assertThat(said.exitCode()).as("%s%n%s", said.text(), said.errors()).isZero();
    }

    private List<String> gone(String table) throws SQLException {
        return query("SELECT id FROM sfmc_prod." + table + " WHERE is_deleted");
    }

    private List<String> query(String sql) throws SQLException {
        return WarehouseFile.in(directory).rows(sql);
    }
}
