package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.fault.PostgresServer;
import io.sluice.sandbox.SandboxProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The walk of {@code docs/walk-journey-goals.md}, from the first command to the last. Where a shell of the databases is missing
 * it is skipped; in CI ({@code CI=true}) it fails.
 */
class WalkJourneyGoalsIT {
    private static final String[] MORE = {"--source-size", "campaigns=30,assets=4,lists=20,journeys=40,goals=60"};

    @TempDir
    Path directory;

    @TempDir
    Path database;

    @Test
    void its_commands_print_what_is_shown_below_them() throws Exception {
        requireShell("sqlite3");
        requireShell("psql");
        try (var sandbox = SandboxProcess.start();
                var emea = SandboxProcess.start(MORE);
                var postgres = PostgresServer.start(database);
                var commands = new DocCommands(directory, sandbox)) {
            commands.show("target", "routes", "application.properties");
            commands.at("127.0.0.1:8091", emea.url().getAuthority());
            commands.at("127.0.0.1:5432", postgres.address());
            commands.run("walk-journey-goals");
        }
    }

    static void requireShell(String name) {
        var present = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, name)));
        assertThat(present || !"true".equals(System.getenv("CI")))
                .as("%s must be there in CI, so that nothing is skipped unnoticed", name)
                .isTrue();
        assumeTrue(present, name + " is missing");
    }
}
