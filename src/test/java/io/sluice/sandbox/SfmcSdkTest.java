package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A client that others wrote finds in the sandbox what it expects of SFMC. */
class SfmcSdkTest {
    private static final Path SOURCES = Path.of("src/test/node/sfmc-sdk");
    private static final Path FOLDER = Path.of("target/node/sfmc-sdk");

    @Test
    void the_npm_client_sfmc_sdk_runs_against_the_sandbox() throws Exception {
        needsNode();
        install();

        try (var sandbox = SandboxProcess.start()) {
            var output = run("node", "run.mjs", sandbox.url() + "/");

            assertThat(output).contains("sfmc-sdk: all well");
        }
    }

    private static void needsNode() throws Exception {
        try {
            run("node", "--version");
        } catch (IOException e) {
            if (Boolean.parseBoolean(System.getenv("CI"))) {
                throw new AssertionError("CI must run this test: install Node 18 or later.", e);
            }
            Assumptions.abort("Node is not installed.");
        }
    }

    private static void install() throws Exception {
        for (var file : new String[] {"package.json", "package-lock.json", "run.mjs"}) {
            Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
    }

    private static String run(String... command) throws Exception {
        Files.createDirectories(FOLDER);
        var output = FOLDER.resolve("output.txt").toAbsolutePath();
        var process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        var text = Files.readString(output);
        assertThat(process.waitFor())
                .as("%s%n%s", String.join(" ", command), text)
                .isZero();
        return text;
    }
}
