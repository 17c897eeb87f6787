package io.sluice.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What the routes reach by its name: methods of beans, and properties of the body and of variables. */
final class RouteReferences {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{(?:body|variable\\.(\\w+))\\.(\\w+)");

    /** {@code variable}: which one is set to what the method gives; empty: the body. */
    record Call(String bean, String method, String variable) {}

    /** {@code variable}: of which one; empty: of the body. */
    record Property(String variable, String name) {}

    private final Set<Call> calls = new LinkedHashSet<>();
    private final Set<Property> properties = new LinkedHashSet<>();

    static RouteReferences in(Path directory) throws IOException {
        var references = new RouteReferences();
        try (var files = Files.newDirectoryStream(directory, "*.camel.yaml")) {
            for (var file : files) {
                references.walk(YamlFile.read(file).content(), "");
            }
        }
        return references;
    }

    private void walk(JsonNode node, String variable) {
        if (node.path("ref").isTextual() && node.path("method").isTextual()) {
            var method = node.path("method").asText().replaceFirst("\\(.*", "");
            calls.add(new Call(node.path("ref").asText(), method, variable));
        }
        if (node.isTextual()) {
            PROPERTY.matcher(node.asText())
                    .results()
                    .forEach(found ->
                            properties.add(new Property(found.group(1) == null ? "" : found.group(1), found.group(2))));
        }
        for (var field : node.properties()) {
            var set = field.getKey().equals("setVariable")
                    ? field.getValue().path("name").asText()
                    : "";
            walk(field.getValue(), field.getKey().equals("method") ? variable : set);
        }
        if (node.isArray()) {
            node.forEach(item -> walk(item, ""));
        }
    }

    Set<Call> calls() {
        return calls;
    }

    Set<Property> properties() {
        return properties;
    }
}
