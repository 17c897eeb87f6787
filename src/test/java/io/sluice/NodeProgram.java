package io.sluice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a script of {@code src/test/node} with the packages of its lock file, which are installed under {@code target} when first
 * needed. Where Node is missing the test is skipped; in CI ({@code CI=true}) it fails.
 */
public final class NodeProgram {
    private static final Path SCRIPTS = Path.of("src/test/node");
    private static final Path INSTALLED = Path.of("target/node");
    private static final List<String> FILES = List.of("package.json", "package-lock.json");
    private static final int SECONDS = 120;

    private NodeProgram() {}

    /** @return what it wrote to standard output; fails the test if it ends with anything but 0 */
    public static String run(String script, Map<String, String> environment) throws IOException, InterruptedException {
        requireNode();
        install();
        Files.copy(SCRIPTS.resolve(script), INSTALLED.resolve(script), StandardCopyOption.REPLACE_EXISTING);
        return run(List.of("node", script), environment);
    }

    private static void requireNode() throws IOException, InterruptedException {
        var present = isPresent("node") && isPresent("npm");
        assertThat(present || !"true".equals(System.getenv("CI")))
                .as("Node and npm must be there in CI, so that no client is skipped unnoticed")
                .isTrue();
        assumeTrue(present, "Node or npm is missing");
    }

    private static boolean isPresent(String command) throws InterruptedException {
        try {
            return new ProcessBuilder(command, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notFound) {
            return false;
        }
    }

    /** Once per lock file: npm leaves its own copy of what it has installed. */
    private static synchronized void install() throws IOException, InterruptedException {
        var done = INSTALLED.resolve("installed-lock.json");
        var wanted = SCRIPTS.resolve("package-lock.json");
        if (Files.exists(done) && Files.mismatch(done, wanted) == -1) {
            return;
        }
        Files.createDirectories(INSTALLED);
        for (var file : FILES) {
            Files.copy(SCRIPTS.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        run(List.of("npm", "ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"), Map.of());
        Files.copy(wanted, done, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String run(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        var output = Files.createTempFile(INSTALLED, "out", ".txt");
        var builder = new ProcessBuilder(command).directory(INSTALLED.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("%s ends within %d s", command, SECONDS)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        var text = Files.readString(output, UTF_8);
        Files.delete(output);
        assertThat(process.exitValue()).as("%s says: %s", command, text).isZero();
        return text;
    }
}
