package io.sluice.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
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

/** A pod's container as a process: the image's entrypoint with the manifest's arguments, environment, mounts and user. */
final class PodProcess implements AutoCloseable {
    private static final int LAST_LINES = 15;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final PodSpec pod;
    private final Map<Integer, Integer> ports;
    private final Path log;
    private final Process process;

    private PodProcess(PodSpec pod, Map<Integer, Integer> ports, Path log, Process process) {
        this.pod = pod;
        this.ports = ports;
        this.log = log;
        this.process = process;
    }

    /**
     * @param directory empty; the container's files and volumes are made in it
     * @param secret what the pod's Secret holds
     * @param ports for each port of the container the one to listen on here, since others may run beside it
     */
    static PodProcess start(
            Path directory, Manifests manifests, PodSpec pod, Map<String, String> secret, Map<Integer, Integer> ports)
            throws IOException, InterruptedException {
        var image = Dockerfile.ofTheProgram().image();
        var container = pod.getContainers().get(0);
        var command = new ArrayList<>(image.words("ENTRYPOINT"));
        command.addAll(container.getArgs());
        var root = ContainerRoot.in(directory, image, pod, manifests);
        var log = directory.resolve("container.log");
        var builder = root.process(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment(image, container, secret));
        builder.environment().put("QUARKUS_HTTP_PORT", ports.get(8080).toString());
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", ports.get(9000).toString());
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new PodProcess(pod, ports, log, process);
    }

    private static Map<String, String> environment(
            Dockerfile.Stage image, Container container, Map<String, String> secret) {
        var environment = new HashMap<>(image.environment());
        assertThat(container.getEnvFrom())
                .singleElement()
                .satisfies(from -> assertThat(from.getSecretRef().getName()).isEqualTo("sluice"));
        environment.putAll(secret);
        container.getEnv().forEach(variable -> environment.put(variable.getName(), variable.getValue()));
        return environment;
    }

    /** As the kubelet does: so often, and so many times, as the probe says. */
    void awaitSuccess(Probe probe) {
        await().atMost(Duration.ofSeconds((long) probe.getPeriodSeconds()
                        * (probe.getFailureThreshold() == null ? 3 : probe.getFailureThreshold())))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> succeeds(probe) || !process.isAlive());
        assertThat(process.isAlive())
                .as(() -> "the container runs; it wrote " + lastLines())
                .isTrue();
    }

    boolean succeeds(Probe probe) {
        try {
            var status = get(
                            probe.getHttpGet().getPort().getStrVal(),
                            probe.getHttpGet().getPath())
                    .statusCode();
            return status >= 200 && status < 400;
        } catch (IOException notThere) {
            return false;
        }
    }

    private HttpResponse<String> get(String port, String path) throws IOException {
        return send(HttpRequest.newBuilder(url(port).resolve(path))
                .timeout(Duration.ofSeconds(5))
                .build());
    }

    HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Of the container's port of this name. */
    URI url(String port) {
        var declared = pod.getContainers().get(0).getPorts().stream()
                .filter(one -> one.getName().equals(port))
                .findFirst()
                .orElseThrow();
        return URI.create("http://127.0.0.1:" + ports.get(declared.getContainerPort()));
    }

    /** SIGTERM, and what is left of the grace period after the preStop hook; then it is an error. */
    int stop() throws InterruptedException {
        process.destroy();
        var lifecycle = pod.getContainers().get(0).getLifecycle();
        var used = lifecycle == null ? 0 : lifecycle.getPreStop().getSleep().getSeconds();
        return exitCode(Duration.ofSeconds(pod.getTerminationGracePeriodSeconds() - used));
    }

    int exitCode(Duration atMost) throws InterruptedException {
        assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
                .as(() -> "the container ends within " + atMost + "; it wrote " + lastLines())
                .isTrue();
        return process.exitValue();
    }

    String lastLines() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    List<String> lines() throws IOException {
        return Files.readAllLines(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
