package io.sluice;

import io.sluice.sandbox.SandboxProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk of the operator, as its page has it: it starts and stops the gateway itself, and changes routes. */
class WalkOperateIT {
    private static final int LONGEST_SECONDS = 60;

    @TempDir
    Path directory;

    @Test
    void the_commands_of_the_walk_print_what_is_shown_below_them() throws Exception {
        WalkJourneyGoalsIT.requireShell("sqlite3");
        try (var sandbox = SandboxProcess.start();
                var commands = new DocCommands(directory, sandbox)) {
            commands.show("target", "application.properties");
            commands.copy("routes");
            commands.withoutSettings();
            commands.run("walk-operate");
        }
    }

    /** Where the walk did not come to its end, which stops it. A process that is younger than the lock is another one. */
    @AfterEach
    void stopGateway() throws Exception {
        var lock = directory.resolve("data/sluice.db.lock");
        if (!Files.exists(lock)) {
            return;
        }
        var written = Files.getLastModifiedTime(lock).toInstant();
        var gateway = ProcessHandle.of(Long.parseLong(Files.readString(lock).strip()))
                .filter(process ->
                        process.info().startInstant().filter(written::isAfter).isPresent());
        if (gateway.isPresent() && gateway.get().destroy()) {
            gateway.get().onExit().get(LONGEST_SECONDS, TimeUnit.SECONDS);
        }
    }
}
