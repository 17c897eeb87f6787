package io.sluice.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an overlay comes to, read into Kubernetes' types: a field that they do not know is an error. */
record Manifests(List<HasMetadata> objects) {
    static final Path BASE = Path.of("k8s/base");
    static final Path SINGLE = Path.of("k8s/overlays/single");
    static final Path PRODUCTION = Path.of("k8s/overlays/production");

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.of(
            "v1/ConfigMap", ConfigMap.class,
            "v1/PersistentVolumeClaim", PersistentVolumeClaim.class,
            "v1/Pod", Pod.class,
            "v1/Service", Service.class,
            "v1/ServiceAccount", ServiceAccount.class,
            "apps/v1/Deployment", Deployment.class,
            "batch/v1/CronJob", CronJob.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);
    private static final ObjectMapper STRICT = new ObjectMapper().setAnnotationIntrospector(new NoAnySetter());

    /** As kubectl renders it, which our own reading has to agree with; by that alone where there is no kubectl. */
    static Manifests of(Path directory) throws IOException, InterruptedException {
        var ours = Kustomization.render(directory);
        var theirs = kubectl(directory);
        if (theirs.isPresent()) {
            assertThat(theirs.get().stream().map(Manifests::comparable))
                    .as("what kubectl makes of %s", directory)
                    .containsExactlyInAnyOrderElementsOf(
                            ours.stream().map(Manifests::comparable).toList());
        }
        var objects = new ArrayList<HasMetadata>();
        for (var object : theirs.orElse(ours)) {
            objects.add(read(object));
        }
        return new Manifests(objects);
    }

    private static Optional<List<ObjectNode>> kubectl(Path directory) throws IOException, InterruptedException {
        var rendered = Files.createTempFile("rendered", ".yaml");
        try {
            var process = new ProcessBuilder(
                            "kubectl", "kustomize", "--load-restrictor", "LoadRestrictionsNone", directory.toString())
                    .redirectOutput(rendered.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertThat(process.waitFor())
                    .as("exit code of kubectl kustomize %s", directory)
                    .isZero();
            return Optional.of(YamlFile.readAll(rendered).stream()
                    .map(document -> (ObjectNode) document.content())
                    .toList());
        } catch (IOException absent) {
            System.out.printf("%s is rendered by our own reading: %s%n", directory, absent.getMessage());
            return Optional.empty();
        } finally {
            Files.delete(rendered);
        }
    }

    /** Without the hash in the names of config maps, and with the entries of lists in the order of their keys. */
    private static JsonNode comparable(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                field.setValue(comparable(field.getValue()));
                if (Kustomization.KEYS.containsKey(field.getKey())) {
                    sort((ArrayNode) field.getValue(), Kustomization.KEYS.get(field.getKey()));
                }
            });
        } else if (node instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                array.set(i, comparable(array.get(i)));
            }
        } else if (node.isTextual()) {
            return TextNode.valueOf(node.asText().replaceFirst("^(sluice-(?:settings|routes))-[a-z0-9]{10}$", "$1"));
        }
        return node;
    }

    private static void sort(ArrayNode entries, String key) {
        var sorted = entries.valueStream()
                .sorted(Comparator.comparing(entry -> entry.path(key).asText()))
                .toList();
        entries.removeAll().addAll(sorted);
    }

    static HasMetadata read(JsonNode object) throws JsonProcessingException {
        var kind =
                object.path("apiVersion").asText() + "/" + object.path("kind").asText();
        assertThat(TYPES).containsKey(kind);
        return STRICT.treeToValue(object, TYPES.get(kind));
    }

    /** The only one of its kind. */
    <T extends HasMetadata> T the(Class<T> type) {
        var all = all(type);
        assertThat(all).as(type.getSimpleName()).hasSize(1);
        return all.get(0);
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The config map that a pod names, which may have a hash at its end. */
    ConfigMap configMap(String name) {
        return all(ConfigMap.class).stream()
                .filter(map -> map.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
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
