package io.sluice;

import io.sluice.sandbox.SandboxProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the pages print what is shown below them. */
class DocCommandsIT {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"guide", "setup-sfmc", "setup-salesforce"})
    void commands_that_look_at_the_flows_of_the_guide(String page) throws Exception {
        try (var sandbox = SandboxProcess.start("--data", "docs/flows/data.yaml");
                var commands = new DocCommands(directory, sandbox)) {
            commands.show("target", "docs", "routes", "application.properties");
            commands.run(page);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"operate", "from-segment"})
    void commands_beside_a_gateway_with_the_shipped_flows(String page) throws Exception {
        try (var sandbox = SandboxProcess.start();
                var commands = new DocCommands(directory, sandbox)) {
            commands.show("target", "docs", "routes", "application.properties");
            commands.startGateway();
            commands.run(page);
        }
    }

    @Test
    void commands_of_the_readme() throws Exception {
        try (var sandbox = SandboxProcess.start();
                var commands = new DocCommands(directory, sandbox)) {
            commands.show("target", "docs", "routes", "application.properties");
            // Which event it is, is the reader's choice.
            Files.copy(Path.of("docs/flows/event.json"), directory.resolve("event.json"));
            commands.run(Path.of("README.md"));
        }
    }
}
