package io.sluice;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What keeps the files in {@code routes/} short, alike and loadable. Each complaint begins with file and line. */
class RouteRules {
    private static final int LONGEST_FILE = 45;
    private static final Set<String> STEPS = Set.of(
            ("aggregate bean choice doTry log loop removeHeader removeHeaders setBody setHeader setVariable split stop"
                            + " throttle to toD")
                    .split(" "));
    private static final List<String> IDS =
            List.of("/route/id", "/routeTemplate/id", "/templatedRoute/routeId", "/routeConfiguration/id");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^{}:]+)(:[^{}]*)?}}");

    /** Camel converts scalars, and a placeholder is a string whatever it stands for. */
    private static final Pattern SCALAR_TYPE =
            Pattern.compile("(integer|number|boolean|string) found, (integer|number|boolean|string) expected");

    private static final Set<String> ALTERNATIVES = Set.of("oneOf", "anyOf", "type");

    private final JsonSchema schema;
    private final Set<String> settings;
    private final Map<String, String> placeOfId = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();

    /**
     * @param schema Camel's own schema of route files
     * @param settings the keys of application.properties
     */
    RouteRules(JsonNode schema, Set<String> settings) {
        var config =
                SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
        this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema, config);
        this.settings = settings;
    }

    List<String> complaints(Path directory) throws IOException {
        var flows = new TreeSet<String>();
        for (var stem : stems(directory, ".camel.yaml")) {
            var file = YamlFile.read(directory.resolve(stem + ".camel.yaml"));
            checkText(file);
            checkSchema(file);
            walk(file, "", file.content(), settings);
            checkIds(file);
            if (isFlow(file)) {
                flows.add(stem);
                checkStem(file, stem);
            }
        }
        checkPairs(directory, flows);
        return complaints;
    }

    private static Set<String> stems(Path directory, String ending) throws IOException {
        try (var files = Files.list(directory)) {
            var stems = new TreeSet<String>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .forEach(name -> stems.add(name.substring(0, name.length() - ending.length())));
            return stems;
        }
    }

    private void complain(YamlFile file, String pointer, String complaint) {
        complaints.add(file.at(pointer) + ": " + complaint);
    }

    private void checkText(YamlFile file) {
        var first = file.lines().get(0);
        if (!first.startsWith("# ") || !first.endsWith(".")) {
            complain(file, "", "the first line must be a comment that says what the file is for, with a full stop");
        }
        var length = file.lines().stream()
                .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
                .count();
        if (length > LONGEST_FILE) {
            complain(file, "", length + " lines without comments, more than " + LONGEST_FILE);
        }
    }

    /** Only the telling complaints: each alternative of the schema that a step is not adds one that leads astray. */
    private void checkSchema(YamlFile file) {
        var errors = schema.validate(file.content()).stream()
                .filter(error -> !SCALAR_TYPE.matcher(error.getError()).matches())
                .toList();
        var telling = errors.stream()
                .filter(error -> !ALTERNATIVES.contains(error.getType()))
                .toList();
        for (var error : telling.isEmpty() ? errors : telling) {
            complain(file, error.getInstanceLocation().toString(), error.getError());
        }
    }

    private void walk(YamlFile file, String pointer, JsonNode node, Set<String> known) {
        if (node.isTextual()) {
            checkPlaceholders(file, pointer, node.asText(), known);
        }
        for (var i = 0; i < node.size() && node.isArray(); i++) {
            walk(file, pointer + "/" + i, node.get(i), known);
        }
        for (var field : node.properties()) {
            var below = YamlFile.below(pointer, field.getKey());
            if (field.getKey().equals("steps")) {
                checkSteps(file, below, field.getValue());
            }
            walk(file, below, field.getValue(), withParameters(known, field.getValue()));
        }
    }

    private static Set<String> withParameters(Set<String> known, JsonNode template) {
        var all = new HashSet<>(known);
        template.path("parameters").findValues("name").forEach(name -> all.add(name.asText()));
        return all;
    }

    private void checkPlaceholders(YamlFile file, String pointer, String text, Set<String> known) {
        PLACEHOLDER
                .matcher(text)
                .results()
                .map(placeholder -> placeholder.group(1))
                .filter(key -> !known.contains(key))
                .forEach(key -> complain(
                        file,
                        pointer,
                        "{{" + key + "}} is neither in application.properties nor a template parameter"));
    }

    private void checkSteps(YamlFile file, String pointer, JsonNode steps) {
        for (var i = 0; i < steps.size(); i++) {
            for (var step : steps.get(i).properties()) {
                if (!STEPS.contains(step.getKey())) {
                    complain(
                            file,
                            pointer + "/" + i,
                            "the step '" + step.getKey() + "' is not one of " + new TreeSet<>(STEPS));
                }
            }
        }
    }

    private void checkIds(YamlFile file) {
        for (var i = 0; i < file.content().size(); i++) {
            for (var id : IDS) {
                var value = file.content().at("/" + i + id);
                var place = file.at("/" + i + id);
                var other = value.isTextual() ? placeOfId.putIfAbsent(value.asText(), place) : null;
                if (other != null) {
                    complaints.add(place + ": the id '" + value.asText() + "' is taken by " + other);
                }
            }
        }
    }

    private static boolean isFlow(YamlFile file) {
        return file.content().findValuesAsText("routeTemplateRef").contains("batched");
    }

    private void checkStem(YamlFile file, String stem) {
        var id = file.content().at("/0/templatedRoute/routeId").asText();
        if (!id.equals(stem)) {
            complain(
                    file,
                    "/0/templatedRoute/routeId",
                    "routeId is '" + id + "', but must be '" + stem + "', as the file");
        }
    }

    private void checkPairs(Path directory, Set<String> flows) throws IOException {
        var mappings = stems(directory, ".mapping.yaml");
        for (var mapping : mappings) {
            if (!flows.contains(mapping)) {
                complaints.add("%s/%s.mapping.yaml:1: no %2$s.camel.yaml beside it makes a flow of it"
                        .formatted(directory, mapping));
            }
        }
        for (var flow : flows) {
            if (!mappings.contains(flow)) {
                complaints.add(
                        "%s/%s.camel.yaml:1: the flow has no %2$s.mapping.yaml beside it".formatted(directory, flow));
            }
        }
    }
}
