package io.sluice;

import io.sluice.sandbox.SandboxProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalkAddAFlowIT {
    @TempDir
    Path directory;

    @Test
    void a_flow_is_written_tested_run_and_shipped_by_the_commands_of_the_page() throws Exception {
        try (var sandbox = SandboxProcess.start();
                var commands = new DocCommands(directory, sandbox)) {
            commands.show("target", "application.properties");
            commands.copy("routes", "k8s");
            commands.run("walk-add-a-flow");
        }
    }
}
