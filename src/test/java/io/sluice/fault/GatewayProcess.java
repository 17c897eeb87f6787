package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.FreePort;
import io.sluice.PackagedProgram;
import io.sluice.fault.CommandProcess.Said;
import io.sluice.sandbox.SandboxProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged gateway, in a process and a directory of its own, on the same ports whenever it is started again. */
final class GatewayProcess implements AutoCloseable {
    static final String WRITE_KEY = "fault";

    private static final int LAST_LINES = 10;
    private static final Duration LONGEST_COMMAND = Duration.ofMinutes(7);
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Path directory;
    private final Map<String, String> settings = new HashMap<>();
    private final int port = FreePort.any();
    private final int managementPort = FreePort.any();
    private Process process;

    private GatewayProcess(Path directory) {
        this.directory = directory;
    }

    /**
     * Not started yet. Syncs only when a command asks.
     *
     * @param directory empty; gets the shipped application.properties and routes
     * @param store its settings, as environment variables
     */
    static GatewayProcess in(Path directory, SandboxProcess sandbox, Map<String, String> store) throws IOException {
        var gateway = new GatewayProcess(directory);
        gateway.copy(Path.of("application.properties"));
        Files.createDirectories(directory.resolve("routes"));
        try (var routes = Files.newDirectoryStream(Path.of("routes"))) {
            for (var file : routes) {
                gateway.copy(file);
            }
        }
        gateway.settings.putAll(store);
        gateway.settings.putAll(Map.of(
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", Integer.toString(gateway.port),
                "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
                "QUARKUS_MANAGEMENT_PORT", Integer.toString(gateway.managementPort),
                "SLUICE_SOURCES_FAULT_WRITE_KEY", WRITE_KEY,
                "SLUICE_ALLOWED_HOSTS", "127.0.0.1",
                "SLUICE_SFMC_SUBDOMAIN", "sandbox",
                "SLUICE_SFMC_CLIENT_ID", "sandbox",
                "SLUICE_SFMC_CLIENT_SECRET", "sandbox",
                "SLUICE_SFMC_AUTH_URL", sandbox.url().toString()));
        gateway.settings.put("SLUICE_SYNC_EVERY", "off");
        return gateway;
    }

    private void copy(Path file) throws IOException {
        Files.copy(file, directory.resolve(file));
    }

    /** Rows only: without the mapping that spends a call on each identify, which no backlog of this size leaves time for. */
    GatewayProcess withoutContacts() throws IOException {
        var mapping = directory.resolve("routes/contacts.mapping.yaml");
        var text = Files.readString(mapping);
        var second = text.indexOf("- name: contact\n");
        assertThat(second).as("the mapping 'contact' of %s", mapping).isPositive();
        Files.writeString(mapping, text.substring(0, second));
        // It waits for the contacts of that mapping.
        Files.delete(directory.resolve("routes/deletion.camel.yaml"));
        Files.delete(directory.resolve("routes/deletion.mapping.yaml"));
        return this;
    }

    /** From the next start on. */
    GatewayProcess with(String variable, String value) {
        settings.put(variable, value);
        return this;
    }

    /** Does not wait for anything. */
    GatewayProcess launch() throws IOException {
        var command = PackagedProgram.command(List.of("-Xmx256m"));
        command.add("serve");
        var builder = new ProcessBuilder(command);
        builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(settings);
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return this;
    }

    /** Runs a command of the same program beside the gateway, with its settings and in its directory. */
    Said command(String... words) throws IOException, InterruptedException {
        return begin(words).said(LONGEST_COMMAND);
    }

    /** As {@link #command}, without waiting for it. */
    CommandProcess begin(String... words) throws IOException {
        return beginAs(List.of(), words);
    }

    /** The same, by another program, whose last arguments it is. */
    CommandProcess beginAs(List<String> starter, String... words) throws IOException {
        var command = new ArrayList<>(starter);
        command.addAll(PackagedProgram.command(List.of()));
        command.addAll(List.of(words));
        return CommandProcess.begin(directory, settings, command);
    }

    /** Launches it, and returns when it says that it is ready. */
    GatewayProcess start() throws IOException {
        return launch().awaitReady();
    }

    GatewayProcess awaitReady() {
        await().atMost(LONGEST_START)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ready() || !process.isAlive());
        assertThat(process.isAlive())
                .as(() -> "the gateway runs; it wrote " + lastLines())
                .isTrue();
        return this;
    }

    /** Whether its readiness probe says 200. */
    boolean ready() {
        try {
            return management("/q/health/ready").statusCode() == 200;
        } catch (IOException notThere) {
            return false;
        }
    }

    Metrics metrics() {
        try {
            return Metrics.of(management("/q/metrics").body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when every event is settled in every lane. */
    void awaitDrained(Duration atMost) {
        // The metrics are up to five seconds old: once alone they may tell of the time before.
        await().atMost(atMost)
                .pollInterval(Duration.ofMillis(250))
                .during(Duration.ofSeconds(6))
                .until(() -> {
                    var metrics = metrics();
                    return metrics.sum("sluice_backlog_events", Map.of()) == 0
                            && metrics.sum("sluice_deliveries_open", Map.of()) == 0;
                });
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    long pid() {
        return process.pid();
    }

    Path log() {
        return directory.resolve("gateway.log");
    }

    private String lastLines() {
        try {
            var lines = Files.readAllLines(log());
            return log() + ", at the end:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    void kill9() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    void term() {
        process.destroy();
    }

    /** SIGSTOP: nothing of it runs any more, until it is sent on. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        var sent = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start();
        assertThat(sent.waitFor()).as("kill -" + name).isZero();
    }

    /** Waits for the end. */
    int exitCode(Duration atMost) throws InterruptedException {
        assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
                .as(() -> "the gateway ends within " + atMost + "; it wrote " + lastLines())
                .isTrue();
        return process.exitValue();
    }

    HttpResponse<String> management(String path) throws IOException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
