package io.sluice.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.sluice.fault.PostgresServer;
import io.sluice.sandbox.SandboxProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Each pod of the overlays, as a process of the packaged program: read-only, unprivileged, with the config maps mounted. */
class ManifestsIT {
    private static final String IDENTIFY =
            "{\"userId\":\"ann-1\",\"traits\":{\"email\":\"ann@example.com\",\"firstName\":\"Ann\"}}";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private SandboxProcess sandbox;

    @BeforeEach
    void prepare() {
        sandbox = SandboxProcess.start();
    }

    @AfterEach
    void end() {
        sandbox.close();
    }

    @Test
    void the_overlay_for_one_node_starts_keeps_its_file_on_the_volume_and_stops_in_time() throws Exception {
        var manifests = Manifests.of(Manifests.SINGLE);
        var pod = pod(manifests);
        var secret = secret(Map.of());
        try (var running = PodProcess.start(directory, manifests, pod, secret, ports())) {
            startsAndDelivers(running, pod);
            stopsInTime(running);
        }
        assertThat(directory.resolve("volumes/data/sluice.db")).isNotEmptyFile();
    }

    @Test
    void the_overlay_for_several_replicas_starts_on_postgresql_syncs_by_its_job_and_stops_in_time() throws Exception {
        var manifests = Manifests.of(Manifests.PRODUCTION);
        var pod = pod(manifests);
        try (var server = PostgresServer.start(directory.resolve("postgres"))) {
            var secret = secret(server.settings());
            try (var running = PodProcess.start(directory, manifests, pod, secret, ports())) {
                startsAndDelivers(running, pod);
                var beside = Files.createDirectory(directory.resolve("job"));
                try (var sync = PodProcess.start(beside, manifests, job(manifests), secret, ports())) {
                    assertThat(sync.exitCode(Duration.ofMinutes(2)))
                            .as(sync::lastLines)
                            .isZero();
                }
                stopsInTime(running);
            }
        }
    }

    /** As when all gateways are away: the pod makes the tables, holds the account and copies. */
    @Test
    void the_job_of_several_replicas_copies_without_a_gateway() throws Exception {
        var manifests = Manifests.of(Manifests.PRODUCTION);
        try (var server = PostgresServer.start(directory.resolve("postgres"))) {
            var store = server.settings();
            var pod = Files.createDirectory(directory.resolve("job"));
            try (var sync = PodProcess.start(pod, manifests, job(manifests), secret(store), ports())) {
                assertThat(sync.exitCode(Duration.ofMinutes(2)))
                        .as(sync::lastLines)
                        .isZero();
                assertThat(sync.lines()).noneMatch(line -> line.contains("Read-only file system"));
            }
            try (var warehouse = DriverManager.getConnection(
                    store.get("SLUICE_STORE_URL"),
                    store.get("SLUICE_STORE_USERNAME"),
                    store.get("SLUICE_STORE_PASSWORD"))) {
                for (var table : Map.of("campaigns", "campaigns", "lists", "lists", "interactions", "journeys")
                        .entrySet()) {
                    assertThat(rows(warehouse, table.getKey()))
                            .as(table.getKey())
                            .isPositive()
                            .isEqualTo(sandbox.look("/sandbox/source/" + table.getValue())
                                    .size());
                }
            }
        }
    }

    private static int rows(Connection warehouse, String table) throws SQLException {
        try (var statement = warehouse.createStatement();
                var count = statement.executeQuery("SELECT count(*) FROM sfmc_prod." + table)) {
            count.next();
            return count.getInt(1);
        }
    }

    /** What the other tests rest on. */
    @Test
    void a_pod_is_a_user_without_rights_who_can_write_to_its_volumes_only() throws Exception {
        var manifests = Manifests.of(Manifests.SINGLE);
        var image = Dockerfile.ofTheProgram().image();
        var root = ContainerRoot.in(directory, image, pod(manifests), manifests);
        var process =
                root.process(List.of("sh", "-c", """
                        id -u
                        touch data/file && echo data is written to
                        for place in . routes config; do touch "$place/file" || echo "$place is not"; done
                        """)).redirectErrorStream(true).start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .filteredOn(line -> !line.contains("touch: "))
                .containsExactly(
                        Long.toString(root.user()), "data is written to", ". is not", "routes is not", "config is not");
    }

    private void startsAndDelivers(PodProcess running, PodSpec pod) throws Exception {
        var container = pod.getContainers().get(0);
        running.awaitSuccess(container.getStartupProbe());
        running.awaitSuccess(container.getReadinessProbe());
        assertThat(running.succeeds(container.getLivenessProbe())).isTrue();

        var event = HttpRequest.newBuilder(running.url("http").resolve("/v1/identify"))
                .header("Authorization", "Basic ZGVtbzo=")
                .POST(BodyPublishers.ofString(IDENTIFY))
                .build();
        assertThat(running.send(event).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> sandbox.look("/sandbox/rows/identify").toString().contains("ann@example.com"));
    }

    private static void stopsInTime(PodProcess running) throws Exception {
        assertThat(running.stop()).as(running::lastLines).isZero();
        assertThat(running.lines()).noneMatch(line -> line.contains("Read-only file system"));
    }

    private static PodSpec pod(Manifests manifests) {
        return manifests.the(Deployment.class).getSpec().getTemplate().getSpec();
    }

    private static PodSpec job(Manifests manifests) {
        return manifests
                .the(CronJob.class)
                .getSpec()
                .getJobTemplate()
                .getSpec()
                .getTemplate()
                .getSpec();
    }

    /** What {@code docs/deploy.md} has people put into it, for the sandbox. */
    private Map<String, String> secret(Map<String, String> store) {
        var secret = new HashMap<>(store);
        secret.putAll(Map.of(
                "SLUICE_SOURCES_WEB_WRITE_KEY", "demo",
                "SLUICE_ALLOWED_HOSTS", "127.0.0.1",
                "SLUICE_SFMC_SUBDOMAIN", "sandbox",
                "SLUICE_SFMC_CLIENT_ID", "sandbox",
                "SLUICE_SFMC_CLIENT_SECRET", "sandbox",
                "SLUICE_SFMC_AUTH_URL", sandbox.url().toString()));
        return secret;
    }

    private static Map<Integer, Integer> ports() throws IOException {
        try (var events = new ServerSocket(0);
                var management = new ServerSocket(0)) {
            return Map.of(8080, events.getLocalPort(), 9000, management.getLocalPort());
        }
    }
}
