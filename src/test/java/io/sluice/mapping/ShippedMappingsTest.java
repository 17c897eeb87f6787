package io.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the mappings in routes/ make of the events in src/test/resources/mappings/(mapping)/. */
class ShippedMappingsTest {
    private static final Path FIXTURES = Path.of("src/test/resources/mappings");
    /** Numbers as they are written, as events are read: 49.90 stays 49.90. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Mappings SHIPPED =
            new Mappings(Path.of("routes"), FakeAction.SFMC, destination -> Set.of("main"));

    static List<Path> fixtures() throws IOException {
        try (Stream<Path> files = Files.walk(FIXTURES)) {
            return files.filter(file -> file.endsWith("event.json"))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        }
    }

    private static String mapping(Path fixture) {
        return FIXTURES.relativize(fixture).getName(0).toString();
    }

    private static Mapped.Wanted wanted(Path fixture) throws IOException {
        var event = Sample.event(JSON.readTree(fixture.resolve("event.json").toFile()));
        var mapped = SHIPPED.explain(event).stream()
                .map(Explanation::mapped)
                .filter(one -> one.mapping().equals(mapping(fixture)))
                .toList();
        assertThat(mapped).singleElement().isInstanceOf(Mapped.Wanted.class);
        return (Mapped.Wanted) mapped.get(0);
    }

    private static ObjectNode json(Mapped.Wanted wanted) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("target", wanted.target().toString());
        json.put("key", wanted.key());
        json.putObject("keys").setAll(wanted.row().keys());
        json.putObject("values").setAll(wanted.row().values());
        return json;
    }

    @Test
    void they_have_no_mistakes() {
        assertThat(SHIPPED.mistakes()).isEmpty();
        assertThat(SHIPPED.flows()).extracting("lane").contains("contacts", "conversions", "deletion", "journeys");
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void the_event_becomes_the_row(Path fixture) throws IOException {
        JsonNode row = JSON.readTree(fixture.resolve("row.json").toFile());
        assertThat(json(wanted(fixture)).toPrettyString()).isEqualTo(row.toPrettyString());
    }

    @Test
    void each_mapping_and_each_line_of_a_table_has_a_fixture() throws IOException {
        var fixed = new HashSet<Target>();
        for (var fixture : fixtures()) {
            fixed.add(wanted(fixture).target());
        }
        for (var flow : SHIPPED.flows()) {
            for (var mapping : ((MappingFlow) flow).list()) {
                assertThat(fixed)
                        .as("fixtures of %s in %s", mapping.name(), FIXTURES)
                        .containsAll(
                                mapping.lines().all().stream().map(Line::target).toList());
            }
        }
        assertThat(fixtures().stream().map(ShippedMappingsTest::mapping))
                .containsAll(SHIPPED.flows().stream()
                        .flatMap(flow -> flow.mappings().stream())
                        .toList());
    }

    @Test
    void each_file_begins_with_a_sentence_that_says_what_it_does() throws IOException {
        try (var files = Files.newDirectoryStream(Path.of("routes"), "*.mapping.yaml")) {
            for (var file : files) {
                assertThat(Files.readAllLines(file).get(0)).as(file.toString()).matches("# [A-Z].*\\.");
            }
        }
    }

    @Test
    void a_journey_starts_in_time_after_the_contact_and_once() throws IOException {
        var cart = wanted(FIXTURES.resolve("abandoned-cart"));
        assertThat(cart.expiresAt()).contains(Instant.parse("2024-05-30T12:59:00Z"));
        assertThat(cart.after()).containsExactly("contacts");
        assertThat(cart.afterWait()).isEqualTo(Duration.ofMinutes(1));
        assertThat(cart.onUnknown()).isEqualTo(OnUnknown.REFUSE);
    }
}
