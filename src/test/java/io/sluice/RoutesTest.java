package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final Path WRONG = Path.of("src/test/resources/wrong-routes");

    @Test
    void the_shipped_routes_keep_all_rules() throws IOException {
        assertThat(rules().complaints(Path.of("routes"))).isEmpty();
    }

    @Test
    void every_breach_is_named_with_its_file_and_line() throws IOException {
        assertThat(rules().complaints(WRONG).stream()
                        .map(complaint -> complaint.substring(WRONG.toString().length() + 1)))
                .containsExactlyInAnyOrder(
                        "first.camel.yaml:1: the first line must be a comment that says what the file is for, with a full stop",
                        "first.camel.yaml:6: property 'metod' is not defined in the schema and the schema does not allow"
                                + " additional properties",
                        "first.camel.yaml:7: {{no.such.setting}} is neither in application.properties nor a template"
                                + " parameter",
                        "first.camel.yaml:8: the step 'script' is not one of [aggregate, bean, choice, doTry, log, loop,"
                                + " removeHeader, removeHeaders, setBody, setHeader, setVariable, split, stop, throttle, to,"
                                + " toD]",
                        "first.camel.yaml:16: {{door}} is neither in application.properties nor a template parameter",
                        "lonely.mapping.yaml:1: no lonely.camel.yaml beside it makes a flow of it",
                        "second.camel.yaml:1: the flow has no second.mapping.yaml beside it",
                        "second.camel.yaml:4: the id 'first' is taken by " + WRONG + "/first.camel.yaml:2",
                        "second.camel.yaml:4: routeId is 'first', but must be 'second', as the file",
                        "third.camel.yaml:1: 46 lines without comments, more than 45");
    }

    static RouteRules rules() throws IOException {
        var settings = new Properties();
        try (var file = Files.newBufferedReader(Path.of("application.properties"))) {
            settings.load(file);
        }
        return new RouteRules(camelSchema(), settings.stringPropertyNames());
    }

    private static JsonNode camelSchema() throws IOException {
        try (var schema = RoutesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return new ObjectMapper().readTree(schema);
        }
    }
}
