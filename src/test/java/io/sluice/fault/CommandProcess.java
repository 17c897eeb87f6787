package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of the packaged program, while it runs. */
record CommandProcess(Process process, Path out, Path err) {
    /** What a command said. */
    record Said(int exitCode, String text, String errors) {}

    static CommandProcess begin(Path directory, Map<String, String> settings, List<String> words) throws IOException {
        var out = Files.createTempFile(directory, "command", ".out");
        var err = Files.createTempFile(directory, "command", ".err");
        var builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(settings);
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new CommandProcess(process, out, err);
    }

    /** So far. */
    String errors() {
        try {
            return Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean runs() {
        return process.isAlive();
    }

    void term() {
        process.destroy();
    }

    /** Waits for its end. */
    Said said(Duration atMost) throws IOException, InterruptedException {
        assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
                .as(() -> "the command ends within " + atMost + "; it said " + errors())
                .isTrue();
        return new Said(process.exitValue(), Files.readString(out), errors());
    }
}
