package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A client that others wrote, in a folder of {@code src/test/node}: what its lock file names is installed under {@code target}, and its
 * {@code run.mjs} run there. Without Node the test is skipped; in CI ({@code CI=true}) it fails.
 */
final class NodeClient {
    private final Path sources;
    private final Path folder;

    NodeClient(String name) {
        sources = Path.of("src/test/node", name);
        folder = Path.of("target/node", name);
    }

    /** @return what it wrote; fails the test if it ends with anything but 0 */
    String run(String... arguments) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        needsNode();
        for (var file : new String[] {"package.json", "package-lock.json", "run.mjs"}) {
            Files.copy(sources.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        output(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"));
        var command = new ArrayList<>(List.of("node", "run.mjs"));
        command.addAll(List.of(arguments));
        return output(command);
    }

    private void needsNode() throws IOException, InterruptedException {
        try {
            output(List.of("node", "--version"));
        } catch (IOException e) {
            if (Boolean.parseBoolean(System.getenv("CI"))) {
                throw new AssertionError("CI must run this test: install Node 18 or later.", e);
            }
            Assumptions.abort("Node is not installed.");
        }
    }

    private String output(List<String> command) throws IOException, InterruptedException {
        var output = folder.resolve("output.txt").toAbsolutePath();
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
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
