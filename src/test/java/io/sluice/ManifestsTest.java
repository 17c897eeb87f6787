package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the manifests into typed models; it takes no cluster. */
class ManifestsTest {
    private static final Path BASE = Path.of("k8s/base");
    private static final Path SINGLE = Path.of("k8s/overlays/single");
    private static final Map<String, Class<?>> KINDS = Map.of(
            "Deployment",
            Deployment.class,
            "Service",
            Service.class,
            "PersistentVolumeClaim",
            PersistentVolumeClaim.class);
    private static final ObjectMapper STRICT = new ObjectMapper().setAnnotationIntrospector(new NoAnySetter());

    @Test
    void every_manifest_has_only_fields_that_kubernetes_knows() throws IOException {
        for (var manifest : manifests()) {
            for (var document : YamlFile.readAll(manifest)) {
                var kind = document.content().path("kind").asText();
                assertThat(KINDS).as(manifest.toString()).containsKey(kind);
                read(document.content(), KINDS.get(kind));
            }
        }
    }

    @Test
    void an_unknown_field_is_noticed() throws IOException {
        var misspelt = new ObjectMapper()
                .readTree("{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"workDir\":\"/\"}]}}}}");
        assertThatThrownBy(() -> read(misspelt, Deployment.class))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("workDir");
    }

    @Test
    void probes_ask_the_management_port() throws IOException {
        assertThat(container().getPorts())
                .extracting(ContainerPort::getName, ContainerPort::getContainerPort)
                .containsExactly(tuple("http", 8080), tuple("management", 9000));
        assertThat(Stream.of(
                                container().getStartupProbe(),
                                container().getReadinessProbe(),
                                container().getLivenessProbe())
                        .map(Probe::getHttpGet)
                        .peek(get -> assertThat(get.getPort().getStrVal()).isEqualTo("management"))
                        .map(HTTPGetAction::getPath))
                .containsExactly("/q/health/started", "/q/health/ready", "/q/health/live");
    }

    @Test
    void the_pod_has_time_to_stop_and_no_rights_to_lose() throws IOException {
        var pod = deployment(BASE).getSpec().getTemplate().getSpec();
        assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(60);
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(container().getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container().getSecurityContext().getAllowPrivilegeEscalation())
                .isFalse();
        assertThat(container().getResources().getLimits()).containsKey("memory");
    }

    @Test
    void the_service_leads_to_the_port_for_events() throws IOException {
        var service = read(YamlFile.read(BASE.resolve("service.yaml")).content(), Service.class);
        assertThat(service.getSpec().getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getTargetPort().getStrVal()).isEqualTo("http"));
    }

    @Test
    void two_processes_never_share_the_sqlite_file() throws IOException {
        var spec = deployment(SINGLE).getSpec();
        assertThat(spec.getStrategy().getType()).isEqualTo("Recreate");
        assertThat(spec.getReplicas()).isEqualTo(1);
    }

    @Test
    void the_config_maps_hold_the_settings_and_every_route() throws IOException {
        var generated =
                YamlFile.read(BASE.resolve("kustomization.yaml")).content().path("configMapGenerator");
        try (var routes = Files.list(Path.of("routes"))) {
            assertThat(files(generated.get(1)))
                    .containsExactlyInAnyOrderElementsOf(routes.filter(Files::isRegularFile)
                            .map(route -> "../../" + route)
                            .toList());
        }
        assertThat(files(generated.get(0))).containsExactly("../../application.properties");
    }

    private static List<String> files(JsonNode generator) {
        return generator.path("files").valueStream().map(JsonNode::asText).toList();
    }

    private static List<Path> manifests() throws IOException {
        try (var files = Files.walk(Path.of("k8s"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("kustomization.yaml"))
                    .toList();
        }
    }

    private static Container container() throws IOException {
        return deployment(BASE)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
    }

    private static Deployment deployment(Path directory) throws IOException {
        return read(YamlFile.read(directory.resolve("deployment.yaml")).content(), Deployment.class);
    }

    private static <T> T read(JsonNode content, Class<T> type) throws JsonProcessingException {
        return STRICT.treeToValue(content, type);
    }

    /** The models keep unknown fields in a map; without it Jackson refuses them. */
    private static class NoAnySetter extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }
}
