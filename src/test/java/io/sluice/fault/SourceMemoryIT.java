package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sluice.PackagedProgram;
import io.sluice.sandbox.SandboxProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A large account is copied by a process that has 128 MB. */
class SourceMemoryIT {
    private static final int LISTS = 200_000;
    private static final int CAMPAIGNS = 300;
    private static final int ASSETS_EACH = 500;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void two_hundred_thousand_lists_and_as_many_assets_nearly_fit_through_128_megabytes() throws Exception {
        assumeThat(PackagedProgram.isJar())
                .as("a JVM, which is told its heap by its environment")
                .isTrue();
        var spool = Files.createDirectory(directory.resolve("spool"));
        try (var sandbox = SandboxProcess.start("--rate", "0");
                var gateway = GatewayProcess.in(
                        Files.createDirectory(directory.resolve("gateway")),
                        sandbox,
                        Map.of("SLUICE_STORE_URL", "jdbc:sqlite:" + directory.resolve("sluice.db")))) {
            sandbox.tell(
                    "/sandbox/source/generate",
                    "{\"seed\":1,\"campaigns\":%d,\"assets\":%d,\"lists\":%d,\"journeys\":100,\"goals\":150}"
                            .formatted(CAMPAIGNS, ASSETS_EACH, LISTS));
            gateway.with("JAVA_TOOL_OPTIONS", "-Xmx128m -Djava.io.tmpdir=" + spool)
                    .with("SLUICE_SFMC_REQUESTS_PER_SECOND", "200");

            var said = gateway.command("sync");

            assertThat(said.exitCode()).as("%s%n%s", said.text(), said.errors()).isZero();
            assertThat(said.errors()).as("the JVM says what it was given").contains("-Xmx128m");
        }
        assertThat(counts()).containsExactly(CAMPAIGNS, CAMPAIGNS * ASSETS_EACH, LISTS);
        try (var left = Files.list(spool)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("sluice-sync-"));
        }
    }

    private List<Integer> counts() throws Exception {
        var counts = new ArrayList<Integer>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("warehouse.db"));
                var statement = connection.createStatement()) {
            for (var table : List.of("campaigns", "campaign_assets", "lists")) {
                try (var result = statement.executeQuery("SELECT count(*) FROM " + table + " WHERE NOT is_deleted")) {
                    counts.add(result.next() ? result.getInt(1) : -1);
                }
            }
        }
        return counts;
    }
}
