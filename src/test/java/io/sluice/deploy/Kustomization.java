package io.sluice.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Renders as much of kustomize as the manifests use, for machines that have no {@code kubectl}: names of config maps get no
 * hash, and the order of lists with keys is not kustomize's. Anything else in a kustomization is an error.
 */
final class Kustomization {
    private static final Set<String> KNOWN =
            Set.of("apiVersion", "kind", "resources", "configMapGenerator", "images", "patches");

    /** What tells the entries of a list apart; patches merge such lists, and replace all others. */
    static final Map<String, String> KEYS =
            Map.of("containers", "name", "env", "name", "volumes", "name", "volumeMounts", "mountPath");

    private final Path directory;
    private final JsonNode content;
    private final List<ObjectNode> objects = new ArrayList<>();

    private Kustomization(Path directory) throws IOException {
        this.directory = directory;
        this.content = YamlFile.read(directory.resolve("kustomization.yaml")).content();
    }

    static List<ObjectNode> render(Path directory) throws IOException {
        var kustomization = new Kustomization(directory);
        assertThat(kustomization.content.fieldNames())
                .toIterable()
                .as(directory + "/kustomization.yaml")
                .isSubsetOf(KNOWN);
        kustomization.collect();
        kustomization.patch();
        kustomization.setImages();
        return kustomization.objects;
    }

    private void collect() throws IOException {
        for (var resource : content.path("resources")) {
            var path = directory.resolve(resource.asText()).normalize();
            if (Files.isDirectory(path)) {
                objects.addAll(render(path));
            } else {
                objects.addAll(read(path));
            }
        }
        for (var generator : content.path("configMapGenerator")) {
            objects.add(configMap(generator));
        }
    }

    private static List<ObjectNode> read(Path path) throws IOException {
        return YamlFile.readAll(path).stream()
                .map(document -> (ObjectNode) document.content())
                .toList();
    }

    private ObjectNode configMap(JsonNode generator) throws IOException {
        assertThat(generator.fieldNames()).toIterable().containsExactly("name", "files");
        var map = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").set("name", generator.path("name"));
        var data = map.putObject("data");
        for (var file : generator.path("files")) {
            var path = directory.resolve(file.asText());
            data.put(path.getFileName().toString(), Files.readString(path));
        }
        return map;
    }

    private void patch() throws IOException {
        for (var patch : content.path("patches")) {
            assertThat(patch.fieldNames()).toIterable().containsExactly("path");
            for (var change : read(directory.resolve(patch.path("path").asText()))) {
                var patched = objects.stream()
                        .filter(object -> identity(object).equals(identity(change)))
                        .toList();
                assertThat(patched).as("what %s changes", patch.path("path")).hasSize(1);
                if (deletes(change)) {
                    objects.removeAll(patched);
                } else {
                    merge(patched.get(0), change);
                }
            }
        }
    }

    private static String identity(JsonNode object) {
        return object.path("kind").asText() + " " + object.at("/metadata/name").asText();
    }

    private static boolean deletes(JsonNode change) {
        return change.path("$patch").asText().equals("delete");
    }

    private static void merge(ObjectNode target, JsonNode change) {
        for (var field : change.properties()) {
            var name = field.getKey();
            var value = field.getValue();
            if (value.isNull()) {
                target.remove(name);
            } else if (value.isObject() && target.path(name).isObject()) {
                merge((ObjectNode) target.path(name), value);
            } else if (KEYS.containsKey(name) && target.path(name).isArray()) {
                mergeEntries((ArrayNode) target.path(name), value, KEYS.get(name));
            } else {
                target.set(name, withoutNulls(value));
            }
        }
        if (target.path("env").isArray() && target.path("env").isEmpty()) {
            target.remove("env");
        }
    }

    private static JsonNode withoutNulls(JsonNode value) {
        if (value instanceof ObjectNode object) {
            var copy = JsonNodeFactory.instance.objectNode();
            merge(copy, object);
            return copy;
        }
        return value;
    }

    private static void mergeEntries(ArrayNode target, JsonNode changes, String key) {
        for (var change : changes) {
            var known =
                    target.valueStream().map(entry -> entry.path(key).asText()).collect(Collectors.toList());
            var index = known.indexOf(change.path(key).asText());
            if (deletes(change)) {
                assertThat(index).as("the entry that %s deletes", change).isNotNegative();
                target.remove(index);
            } else if (index < 0) {
                target.add(change);
            } else {
                merge((ObjectNode) target.get(index), change);
            }
        }
    }

    private void setImages() {
        for (var image : content.path("images")) {
            assertThat(image.fieldNames()).toIterable().containsExactly("name", "newName", "newTag");
            var full =
                    image.path("newName").asText() + ":" + image.path("newTag").asText();
            objects.stream()
                    .flatMap(object -> object.findValues("containers").stream())
                    .flatMap(JsonNode::valueStream)
                    .filter(container -> container.path("image").equals(image.path("name")))
                    .forEach(container -> ((ObjectNode) container).put("image", full));
        }
    }
}
