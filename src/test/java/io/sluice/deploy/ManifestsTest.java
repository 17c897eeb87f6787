package io.sluice.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.sluice.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Renders the overlays and reads them into typed models; it takes no cluster. */
class ManifestsTest {
    private static Manifests base;
    private static Manifests single;
    private static Manifests production;

    @BeforeAll
    static void render() throws Exception {
        base = Manifests.of(Manifests.BASE);
        single = Manifests.of(Manifests.SINGLE);
        production = Manifests.of(Manifests.PRODUCTION);
    }

    @Test
    void an_unknown_field_is_noticed() throws IOException {
        var misspelt = new ObjectMapper()
                .readTree("{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\","
                        + "\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"workDir\":\"/\"}]}}}}");
        assertThatThrownBy(() -> Manifests.read(misspelt))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("workDir");
    }

    @Test
    void each_overlay_has_what_it_needs_and_no_more() {
        assertThat(kinds(single))
                .containsExactlyInAnyOrder(
                        "ConfigMap",
                        "ConfigMap",
                        "Deployment",
                        "NetworkPolicy",
                        "PersistentVolumeClaim",
                        "PodDisruptionBudget",
                        "Service",
                        "ServiceAccount");
        assertThat(kinds(production))
                .containsExactlyInAnyOrder(
                        "ConfigMap",
                        "ConfigMap",
                        "CronJob",
                        "Deployment",
                        "NetworkPolicy",
                        "NetworkPolicy",
                        "PodDisruptionBudget",
                        "Service",
                        "ServiceAccount");
    }

    private static Stream<String> kinds(Manifests manifests) {
        return manifests.objects().stream().map(HasMetadata::getKind);
    }

    @Test
    void probes_ask_the_management_port() throws IOException {
        var container = container(deployment(base));
        assertThat(container.getPorts())
                .extracting(ContainerPort::getName, ContainerPort::getContainerPort)
                .containsExactly(tuple("http", 8080), tuple("management", managementPort()));
        assertThat(Stream.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe())
                        .map(Probe::getHttpGet)
                        .peek(get -> assertThat(get.getPort().getStrVal()).isEqualTo("management"))
                        .map(HTTPGetAction::getPath))
                .containsExactly("/q/health/started", "/q/health/ready", "/q/health/live");
    }

    private static int managementPort() throws IOException {
        return Integer.parseInt(settings().getProperty("quarkus.management.port"));
    }

    private static Properties settings() throws IOException {
        var settings = new Properties();
        try (var file = Files.newBufferedReader(Path.of("application.properties"))) {
            settings.load(file);
        }
        return settings;
    }

    @Test
    void a_pod_has_time_to_stop() throws IOException {
        var pod = deployment(base).getSpec();
        var goodbye = container(deployment(base))
                .getLifecycle()
                .getPreStop()
                .getSleep()
                .getSeconds();
        var shutdown = Long.parseLong(settings().getProperty("camel.main.shutdown-timeout"));
        assertThat(goodbye).isPositive();
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(goodbye + 2 * shutdown);
        assertThat(sync(base).getSpec().getTerminationGracePeriodSeconds()).isGreaterThan(2 * shutdown);
    }

    @Test
    void pods_have_no_rights_to_lose() {
        for (var pod : Stream.of(deployment(single), deployment(production), sync(production))
                .map(PodTemplateSpec::getSpec)
                .toList()) {
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getServiceAccountName())
                    .isEqualTo(base.the(ServiceAccount.class).getMetadata().getName());
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            var container = pod.getContainers().get(0);
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getResources().getLimits()).containsKey("memory");
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        }
        assertThat(base.the(ServiceAccount.class).getAutomountServiceAccountToken())
                .isFalse();
    }

    /** A gateway at the end of its heap had 350 MB, half of them beside the heap, and {@code deliveries} 175 MB. */
    @Test
    void a_command_has_room_beside_the_gateway() {
        for (var pod : List.of(deployment(single), deployment(production))) {
            var resources = container(pod).getResources();
            var memory = resources.getLimits().get("memory");
            assertThat(resources.getRequests()).containsEntry("memory", memory);
            assertThat(Quantity.getAmountInBytes(memory).longValue() / 2).isGreaterThanOrEqualTo(400L << 20);
        }
    }

    /** Kubernetes would set SLUICE_PORT and others for the service of our name, and they look like settings. */
    @Test
    void variables_that_nobody_has_set_are_not_taken_for_settings() {
        assertThat(base.the(Service.class).getMetadata().getName()).isEqualTo("sluice");
        assertThat(Stream.of(deployment(single), deployment(production), sync(production)))
                .allSatisfy(
                        pod -> assertThat(pod.getSpec().getEnableServiceLinks()).isFalse());
    }

    @Test
    void pods_reach_names_https_and_with_replicas_their_database_and_nothing_else() {
        assertThat(egress(single)).containsExactlyInAnyOrder("53/UDP", "53/TCP", "443/TCP");
        assertThat(egress(production)).containsExactlyInAnyOrder("53/UDP", "53/TCP", "443/TCP", "5432/TCP");
    }

    private static List<String> egress(Manifests manifests) {
        return manifests.all(NetworkPolicy.class).stream()
                .peek(policy -> assertThat(policy.getSpec().getPolicyTypes()).contains("Egress"))
                .flatMap(policy -> policy.getSpec().getEgress().stream())
                .flatMap(rule -> rule.getPorts().stream())
                .map(port -> port.getPort().getIntVal() + "/" + port.getProtocol())
                .toList();
    }

    @Test
    void events_go_to_gateways_only() {
        var service = production.the(Service.class).getSpec();
        assertThat(service.getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getTargetPort().getStrVal()).isEqualTo("http"));
        assertThat(selects(service.getSelector(), deployment(production))).isTrue();
        assertThat(selects(service.getSelector(), sync(production))).isFalse();
    }

    @Test
    void selectors_select_the_pods_that_they_are_for() {
        var spec = production.the(Deployment.class).getSpec();
        assertThat(selects(spec.getSelector().getMatchLabels(), spec.getTemplate()))
                .isTrue();
        var budget = production.the(PodDisruptionBudget.class).getSpec();
        assertThat(selects(budget.getSelector().getMatchLabels(), deployment(production)))
                .isTrue();
        assertThat(budget.getMaxUnavailable().getIntVal()).isEqualTo(1);
        for (var policy : production.all(NetworkPolicy.class)) {
            var selector = policy.getSpec().getPodSelector().getMatchLabels();
            assertThat(selector).isNotEmpty();
            assertThat(selects(selector, deployment(production))).isTrue();
            assertThat(selects(selector, sync(production))).isTrue();
        }
        for (var spread : deployment(production).getSpec().getTopologySpreadConstraints()) {
            assertThat(selects(spread.getLabelSelector().getMatchLabels(), deployment(production)))
                    .isTrue();
        }
    }

    private static boolean selects(Map<String, String> selector, PodTemplateSpec pod) {
        return selects(selector, pod.getMetadata());
    }

    private static boolean selects(Map<String, String> selector, ObjectMeta pod) {
        return pod.getLabels().entrySet().containsAll(selector.entrySet());
    }

    @Test
    void two_processes_never_share_the_sqlite_file() {
        var spec = single.the(Deployment.class).getSpec();
        assertThat(spec.getStrategy().getType()).isEqualTo("Recreate");
        assertThat(spec.getStrategy().getRollingUpdate()).isNull();
        assertThat(spec.getReplicas()).isEqualTo(1);
        assertThat(single.the(PersistentVolumeClaim.class).getSpec().getAccessModes())
                .containsExactly("ReadWriteOncePod");
    }

    @Test
    void the_pod_that_copies_the_store_is_the_gateways_user_on_its_volume() throws IOException {
        var pod = (Pod)
                Manifests.read(YamlFile.read(Path.of("k8s/volume/pod.yaml")).content());
        assertThat(pod.getSpec().getSecurityContext())
                .isEqualTo(deployment(single).getSpec().getSecurityContext());
        assertThat(pod.getSpec().getContainers().get(0).getSecurityContext())
                .isEqualTo(container(deployment(single)).getSecurityContext());
        assertThat(pod.getSpec().getVolumes()).singleElement().satisfies(volume -> assertThat(
                        volume.getPersistentVolumeClaim().getClaimName())
                .isEqualTo(single.the(PersistentVolumeClaim.class).getMetadata().getName()));
        assertThat(selects(single.the(Service.class).getSpec().getSelector(), pod.getMetadata()))
                .isFalse();
    }

    @Test
    void either_the_timer_syncs_or_the_cron_job() {
        assertThat(environment(container(deployment(single)))).doesNotContainKey("SLUICE_SYNC_EVERY");
        assertThat(environment(container(deployment(production)))).containsEntry("SLUICE_SYNC_EVERY", "off");
        assertThat(container(sync(production)).getArgs()).containsExactly("sync");
        assertThat(environment(container(sync(production)))).isEmpty();
    }

    private static Map<String, String> environment(Container container) {
        return container.getEnv().stream().collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

    @Test
    void runs_of_the_sync_do_not_overlap_and_do_not_pile_up() {
        var spec = production.the(CronJob.class).getSpec();
        assertThat(spec.getConcurrencyPolicy()).isEqualTo("Forbid");
        assertThat(spec.getStartingDeadlineSeconds()).isPositive();
        assertThat(spec.getSuccessfulJobsHistoryLimit()).isPositive();
        assertThat(spec.getFailedJobsHistoryLimit()).isPositive();
        var job = spec.getJobTemplate().getSpec();
        assertThat(job.getActiveDeadlineSeconds()).isBetween(1L, 3 * 3600L);
        assertThat(job.getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
    }

    @Test
    void the_sync_runs_as_the_gateway_does() {
        var gateway = deployment(production).getSpec();
        var sync = sync(production).getSpec();
        assertThat(sync.getSecurityContext()).isEqualTo(gateway.getSecurityContext());
        assertThat(sync.getVolumes()).isEqualTo(gateway.getVolumes());
        var container = container(sync(production));
        assertThat(container.getImage())
                .isEqualTo(container(deployment(production)).getImage());
        assertThat(container.getVolumeMounts())
                .isEqualTo(container(deployment(production)).getVolumeMounts());
        assertThat(container.getEnvFrom())
                .isEqualTo(container(deployment(production)).getEnvFrom());
        assertThat(container.getWorkingDir()).isEqualTo("/sluice");
    }

    @Test
    void the_config_maps_hold_the_settings_and_every_route() throws IOException {
        assertThat(base.all(ConfigMap.class)).hasSize(2);
        for (var map : base.all(ConfigMap.class)) {
            var isRoutes = map.getMetadata().getName().startsWith("sluice-routes");
            try (var files = Files.list(Path.of(isRoutes ? "routes" : "."))) {
                assertThat(map.getData().keySet())
                        .containsExactlyInAnyOrderElementsOf(files.filter(Files::isRegularFile)
                                .map(file -> file.getFileName().toString())
                                .filter(name -> isRoutes || name.equals("application.properties"))
                                .toList());
            }
        }
    }

    private static PodTemplateSpec deployment(Manifests manifests) {
        return manifests.the(Deployment.class).getSpec().getTemplate();
    }

    private static PodTemplateSpec sync(Manifests manifests) {
        return manifests.the(CronJob.class).getSpec().getJobTemplate().getSpec().getTemplate();
    }

    private static Container container(PodTemplateSpec pod) {
        return pod.getSpec().getContainers().get(0);
    }
}
