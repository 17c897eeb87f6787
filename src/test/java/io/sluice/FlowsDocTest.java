package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Batches;
import io.sluice.mapping.MappingCases;
import io.sluice.mapping.Mappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The flows of docs/flows do what their cases say, and docs/guide.md shows them as they are. */
class FlowsDocTest {
    private static final Path FLOWS = Path.of("docs/flows");
    private static final Batches BATCHES = new Batches(ShippedActions.ALL, Clock.systemUTC());

    /** A file's link, and its text. */
    private static final Pattern SHOWN = Pattern.compile(
            "^\\[[^]]+]\\(flows/([^)]+)\\):\n\n```yaml\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir
    Path routes;

    static List<Path> flows() throws IOException {
        try (var entries = Files.list(FLOWS)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    @Test
    void there_are_as_many_as_the_guide_promises() throws IOException {
        assertThat(flows()).hasSize(9);
    }

    @ParameterizedTest
    @MethodSource("flows")
    void its_cases_hold_and_ask_for_each_of_its_mappings(Path flow) {
        var mappings = new Mappings(flow, ShippedActions.ALL);
        var cases = MappingCases.read(flow.resolve("tests"));

        assertThat(mappings.mistakes()).isEmpty();
        assertThat(cases.mistakes()).isEmpty();
        assertThat(cases.run(mappings, BATCHES)).isNotEmpty().allSatisfy(result -> assertThat(result.differences())
                .as(result.place())
                .isEmpty());
        assertThat(cases.withoutRequest(mappings, BATCHES)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void it_fits_beside_the_shipped_flows_and_keeps_the_rules_of_routes(Path flow) throws IOException {
        copy(Path.of("routes"));
        copy(flow);

        assertThat(new Mappings(routes, ShippedActions.ALL).mistakes()).isEmpty();
        assertThat(RoutesTest.rules().complaints(routes)).isEmpty();
    }

    @Test
    void the_guide_shows_files_as_they_are_and_every_mapping_and_case() throws IOException {
        var shown = SHOWN.matcher(Files.readString(Path.of("docs/guide.md")))
                .results()
                .collect(Collectors.toMap(block -> block.group(1), block -> block.group(2), (a, b) -> a, TreeMap::new));
        for (var block : shown.entrySet()) {
            assertThat(block.getValue()).as(block.getKey()).isEqualTo(Files.readString(FLOWS.resolve(block.getKey())));
        }
        for (var flow : flows()) {
            try (var files = Files.walk(flow)) {
                assertThat(shown.keySet())
                        .containsAll(files.filter(Files::isRegularFile)
                                .filter(file -> !file.toString().endsWith(".camel.yaml"))
                                .map(file -> FLOWS.relativize(file).toString())
                                .toList());
            }
        }
    }

    private void copy(Path directory) throws IOException {
        try (var files = Files.newDirectoryStream(directory, "*.yaml")) {
            for (var file : files) {
                Files.copy(file, routes.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
