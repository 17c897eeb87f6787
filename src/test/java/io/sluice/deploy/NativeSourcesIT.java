package io.sluice.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * Whether a native executable would find what is reached by its name only. It looks at what the compiler is given, and
 * compiles nothing: what a class does when it is initialised, or a library without a word about itself, only the native build
 * shows.
 */
class NativeSourcesIT {
    private static final Path MAIN = Path.of("src/main/java/io/sluice");
    private static final Pattern JACKSON =
            Pattern.compile("\\.(readValue|treeToValue|convertValue|valueToTree|writeValueAs\\w+)\\(");

    /** What Jackson reads or writes where it is told to: our own types, or none (JSON trees and plain values). */
    private static final Map<String, List<String>> JACKSON_TYPES = Map.of(
            "inbox/Errand.java", List.of("inbox.Errand"),
            "inbox/EventBody.java", List.of(),
            "inbox/EventSearch.java", List.of(),
            "ops/DeleteCommand.java", List.of(),
            "ops/DeliveriesCommand.java", List.of("inbox.Trace", "ops.PausedLine"),
            "ops/ExplainCommand.java", List.of(),
            "ops/SyncCommand.java", List.of("sync.RunReport"),
            "ops/SyncRuns.java", List.of("sync.RunReport"),
            "sync/RowCoding.java", List.of());

    private static NativeSources sources;
    private static OurTypes ours;

    @BeforeAll
    static void read() throws IOException {
        sources = NativeSources.read();
        ours = OurTypes.load();
    }

    @Test
    void beans_that_routes_call_can_be_called() throws IOException {
        var beans = ours.named();
        var calls = RouteReferences.in(Path.of("routes")).calls();
        assertThat(calls).hasSizeGreaterThan(10).allSatisfy(call -> {
            assertThat(beans).containsKey(call.bean());
            assertThat(OurTypes.methods(beans.get(call.bean()), call.method())).isNotEmpty();
            assertThat(beans.get(call.bean()).getName()).matches(sources::hasMethods, "its methods are registered");
        });
    }

    @Test
    void values_whose_properties_routes_use_can_be_asked() throws IOException {
        var references = RouteReferences.in(Path.of("routes"));
        assertThat(references.properties()).hasSizeGreaterThan(5).allSatisfy(property -> {
            var asked = candidates(references, property.variable()).stream()
                    .filter(type -> answers(type, property.name()))
                    .map(Class::getName)
                    .toList();
            assertThat(asked).as("types with this property").isNotEmpty();
            assertThat(asked).allMatch(sources::hasMethods, "their methods are registered");
        });
    }

    /** Of the body: whatever a bean gives, and what a lane hands out. */
    private static Set<Class<?>> candidates(RouteReferences references, String variable) {
        var candidates = new LinkedHashSet<Class<?>>();
        for (var call : references.calls()) {
            if (call.variable().equals(variable)) {
                OurTypes.methods(ours.named().get(call.bean()), call.method())
                        .forEach(method -> candidates.addAll(ours.within(method.getGenericReturnType())));
            }
        }
        if (variable.isEmpty()) {
            candidates.addAll(ours.within(OurTypes.type("io.sluice.delivery.Handout")));
        }
        return candidates;
    }

    private static boolean answers(Class<?> type, String property) {
        var getter = Character.toUpperCase(property.charAt(0)) + property.substring(1);
        return Stream.of(property, "get" + getter, "is" + getter)
                .anyMatch(name -> OurTypes.methods(type, name).anyMatch(method -> method.getParameterCount() == 0));
    }

    @Test
    void what_jackson_reads_and_writes_is_known_here() throws IOException {
        var files = new TreeSet<String>();
        try (var all = Files.walk(MAIN)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                if (JACKSON.matcher(Files.readString(file)).find()) {
                    files.add(MAIN.relativize(file).toString());
                }
            }
        }
        assertThat(files).containsExactlyInAnyOrderElementsOf(JACKSON_TYPES.keySet());
    }

    @Test
    void what_jackson_reads_and_writes_is_registered() {
        assertThat(JACKSON_TYPES.values().stream()
                        .flatMap(List::stream)
                        .map(name -> OurTypes.type("io.sluice." + name))
                        .flatMap(root -> ours.madeOf(root).stream())
                        .map(Class::getName))
                .hasSizeGreaterThan(5)
                .allMatch(sources::hasMethods)
                .allMatch(sources::hasConstructors);
    }

    @Test
    void commands_and_their_options_are_registered() {
        var commands = ours.all().stream()
                .filter(type -> type.isAnnotationPresent(CommandLine.Command.class) || isMixedIn(type))
                .map(Class::getName)
                .toList();
        assertThat(commands).hasSizeGreaterThan(9).allMatch(sources::hasFields).allMatch(sources::hasConstructors);
    }

    private static boolean isMixedIn(Class<?> type) {
        return ours.all().stream()
                .flatMap(one -> Arrays.stream(one.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(CommandLine.Mixin.class)
                        || field.isAnnotationPresent(CommandLine.ArgGroup.class))
                .anyMatch(field -> field.getType().equals(type));
    }

    @Test
    void settings_can_be_read() {
        var mappings = ours.all().stream()
                .filter(type -> type.isAnnotationPresent(ConfigMapping.class))
                .toList();
        assertThat(mappings).hasSizeGreaterThan(5);
        var groups = new LinkedHashSet<Class<?>>(mappings);
        mappings.forEach(mapping -> addGroups(mapping, groups));
        assertThat(groups.stream().map(type -> type.getName() + "$$CMImpl")).allMatch(sources::hasConstructors);
        assertThat(groups.stream()
                        .flatMap(group -> Arrays.stream(group.getDeclaredMethods()))
                        .flatMap(method -> ours.within(method.getGenericReturnType()).stream())
                        .filter(Class::isEnum)
                        .map(Class::getName)
                        .distinct())
                .isNotEmpty()
                .allMatch(sources::hasMethods);
    }

    private static void addGroups(Class<?> mapping, Set<Class<?>> groups) {
        for (var nested : mapping.getDeclaredClasses()) {
            if (nested.isInterface() && groups.add(nested)) {
                addGroups(nested, groups);
            }
        }
    }

    @Test
    void databases_and_their_migrations_are_there() throws IOException {
        assertThat(List.of("org.sqlite.JDBC", "org.postgresql.Driver")).allMatch(sources::hasConstructors);
        assertThat(sources.hasArgument("org.sqlite.nativeimage.SqliteJdbcFeature"))
                .as("SQLite's own library is taken in by its feature")
                .isTrue();
        var resources = Path.of("src/main/resources");
        try (var files = Files.walk(resources)) {
            assertThat(files.filter(file -> file.toString().endsWith(".sql"))
                            .map(file -> resources.relativize(file).toString()))
                    .isNotEmpty()
                    .allMatch(sources::hasResource);
        }
        assertThat(sources.hasResource("META-INF/services/org.flywaydb.core.extensibility.Plugin"))
                .isTrue();
    }

    @Test
    void jq_has_its_functions() throws IOException {
        var service = "META-INF/services/net.thisptr.jackson.jq.Function";
        assertThat(List.of(service, "net/thisptr/jackson/jq/jq.json")).allMatch(sources::hasResource);
        try (var list = OurTypes.class.getClassLoader().getResourceAsStream(service)) {
            var functions = new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toSet());
            assertThat(functions).hasSizeGreaterThan(50).allMatch(sources::hasConstructors);
        }
    }

    @Test
    void the_salesforce_component_can_be_configured_and_read_errors() {
        var salesforce = "org.apache.camel.component.salesforce.";
        assertThat(List.of(
                        salesforce + "SalesforceComponentConfigurer",
                        salesforce + "SalesforceEndpointConfigurer",
                        salesforce + "SalesforceEndpointUriFactory",
                        salesforce + "api.dto.RestError",
                        "org.eclipse.jetty.client.HttpClient",
                        "org.eclipse.jetty.client.ProtocolHandlers"))
                .allMatch(sources::hasConstructors)
                .allMatch(sources::hasMethods);
    }

    @Test
    void https_can_be_spoken() {
        assertThat(sources.hasArgument("--enable-url-protocols=http,https")).isTrue();
    }
}
