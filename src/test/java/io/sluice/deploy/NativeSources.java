package io.sluice.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * What the compiler of a native executable would be given: {@code target/native-sources}, as
 * {@code ./mvnw verify -Pnative-sources} generates it. Says what may be reached by name at run time.
 */
final class NativeSources {
    private static final Path DIRECTORY = Path.of("target/native-sources");
    private static final String CONFIG = "META-INF/native-image/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, List<JsonNode>> types = new HashMap<>();
    private final List<Pattern> resources = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();

    static NativeSources read() throws IOException {
        var sources = new NativeSources();
        sources.arguments.add(Files.readString(DIRECTORY.resolve("native-image.args")));
        sources.add(DIRECTORY.resolve("sluice-runner.jar"));
        try (var libraries = Files.newDirectoryStream(DIRECTORY.resolve("lib"), "*.jar")) {
            for (var library : libraries) {
                sources.add(library);
            }
        }
        return sources;
    }

    /** Ours, and what libraries bring for themselves. */
    private void add(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            for (var entry : file.stream()
                    .filter(one -> one.getName().startsWith(CONFIG))
                    .toList()) {
                try (var in = file.getInputStream(entry)) {
                    add(entry.getName(), in);
                }
            }
        }
    }

    private void add(String name, InputStream in) throws IOException {
        if (name.endsWith("/reflect-config.json")) {
            JSON.readTree(in)
                    .forEach(type -> types.computeIfAbsent(type.path("name").asText(), any -> new ArrayList<>())
                            .add(type));
        } else if (name.endsWith("/resource-config.json")) {
            for (var included : JSON.readTree(in).at("/resources/includes")) {
                resources.add(Pattern.compile(included.path("pattern").asText()));
            }
        } else if (name.endsWith("/native-image.properties")) {
            arguments.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private boolean says(String type, String permission) {
        return types.getOrDefault(type, List.of()).stream()
                .anyMatch(entry -> entry.path(permission).asBoolean());
    }

    boolean hasMethods(String type) {
        return says(type, "allDeclaredMethods");
    }

    boolean hasFields(String type) {
        return says(type, "allDeclaredFields");
    }

    boolean hasConstructors(String type) {
        return says(type, "allDeclaredConstructors")
                || types.getOrDefault(type, List.of()).stream()
                        .flatMap(entry -> entry.path("methods").valueStream())
                        .anyMatch(method -> method.path("name").asText().equals("<init>"));
    }

    boolean hasResource(String name) {
        return resources.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    boolean hasArgument(String argument) {
        return arguments.stream().anyMatch(text -> text.contains(argument));
    }
}
