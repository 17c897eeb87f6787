package io.sluice.sandbox;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A sandbox in a process of its own, on a free port, for as long as a test needs it; and its control API. */
public final class SandboxProcess implements AutoCloseable {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final String READY = "Sandbox ready at ";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Process process;
    private final URI url;

    private SandboxProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Starts the compiled classes with these options of the command, and waits until it serves. */
    public static SandboxProcess start(String... options) {
        return start(
                List.of(
                        "-cp",
                        "target/sandbox/classes" + File.pathSeparator + "target/sandbox/lib/*",
                        "io.sluice.sandbox.Sandbox"),
                options);
    }

    /** Starts the packaged jar. */
    static SandboxProcess startJar(String... options) {
        return start(List.of("-jar", "target/sandbox/sluice-sandbox.jar"), options);
    }

    private static SandboxProcess start(List<String> program, String... options) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(program);
        command.addAll(List.of("--port", "0"));
        command.addAll(List.of(options));
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new SandboxProcess(process, readyAt(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI readyAt(Process process) throws IOException {
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var line = out.readLine();
        if (line == null || !line.startsWith(READY)) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    "The sandbox did not start, it said: " + line + ". Was it compiled (mvn process-resources)?");
        }
        return URI.create(line.substring(READY.length()));
    }

    /** Where it serves, without a slash at the end. */
    public URI url() {
        return url;
    }

    Process process() {
        return process;
    }

    /** {@code GET /sandbox/…}. */
    public JsonNode look(String path) {
        return sent("GET", path, null);
    }

    /** {@code POST /sandbox/…}. */
    public JsonNode tell(String path, String body) {
        return sent("POST", path, body);
    }

    /** {@code PATCH /sandbox/…}. */
    public JsonNode change(String path, String body) {
        return sent("PATCH", path, body);
    }

    /** {@code DELETE /sandbox/…}. */
    public void remove(String path) {
        sent("DELETE", path, null);
    }

    /** Orders a fault; see docs/sandbox.md. */
    public void fault(String json) {
        tell("/sandbox/faults", json);
    }

    /** Withdraws a fault. */
    public void withdraw(String id) {
        remove("/sandbox/faults/" + id);
    }

    /** Back to the start: no rows, tokens, faults or requests. */
    public void reset() {
        tell("/sandbox/reset", "");
    }

    private JsonNode sent(String method, String path, String body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url + path))
                    .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                    .build();
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
