package io.sluice.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ShippedActions;
import io.sluice.delivery.SluiceConfig;
import io.sluice.mapping.Mappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFilesTest {
    private static final String ROUTE = """
            - templatedRoute:
                routeTemplateRef: batched
                routeId: renewals
                parameters: [ { name: lane, value: renewals }, { name: door, value: sfmc-main } ]
            """;
    private static final String MAPPING = """
            - name: renewals
              when: { type: track, event: Subscription Renewed }
              do: sfmcUpsertRows
              to: { account: main, dataExtension: renewals }
              keys: { Subscription Id: $.properties.subscriptionId }
            """;

    @TempDir
    Path routes;

    private record Directory(String routes) implements SluiceConfig {
        @Override
        public Optional<List<String>> allowedHosts() {
            return Optional.empty();
        }
    }

    @BeforeEach
    void a_flow_beside_the_shipped_ones() throws IOException {
        try (var shipped = Files.newDirectoryStream(Path.of("routes"), "*.yaml")) {
            for (var file : shipped) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
        Files.writeString(routes.resolve("renewals.mapping.yaml"), MAPPING);
        Files.writeString(routes.resolve("renewals.camel.yaml"), ROUTE);
    }

    @Test
    void nothing_is_wrong_with_a_flow_that_has_its_route() throws Exception {
        assertThat(problems()).isEmpty();
    }

    @Test
    void a_mapping_without_a_route_is_told() throws Exception {
        Files.delete(routes.resolve("renewals.camel.yaml"));
        assertThat(problems())
                .containsExactly(
                        routes + "/renewals.mapping.yaml: no route reads inbox:renewals, so that no event would ever"
                                + " come to it; write " + routes
                                + "/renewals.camel.yaml.");
    }

    @Test
    void a_route_that_takes_the_place_of_another_is_told() throws Exception {
        Files.writeString(
                routes.resolve("renewals.camel.yaml"), ROUTE.replace("routeId: renewals", "routeId: conversions"));
        assertThat(problems()).singleElement().asString().contains("and a routeId that no other route has");
    }

    @Test
    void a_lane_without_a_mapping_is_told() throws Exception {
        Files.writeString(routes.resolve("renewals.camel.yaml"), ROUTE.replace("value: renewals", "value: renewal"));
        assertThat(problems())
                .hasSize(2)
                .contains("The route 'renewals' reads inbox:renewal, which has no mapping; write " + routes
                        + "/renewal.mapping.yaml, or correct the route's lane.");
    }

    @Test
    void two_routes_of_one_lane_are_told() throws Exception {
        Files.writeString(routes.resolve("again.camel.yaml"), ROUTE.replace("routeId: renewals", "routeId: again"));
        assertThat(problems()).singleElement().asString().contains("inbox:renewals is read by several routes");
    }

    @Test
    void a_door_that_is_not_the_mappings_is_told() throws Exception {
        Files.writeString(routes.resolve("renewals.camel.yaml"), ROUTE.replace("sfmc-main", "sfmc-mian"));
        assertThat(problems())
                .containsExactly(routes + "/renewals.camel.yaml: its door is 'sfmc-mian', but its mappings write to"
                        + " sfmc-main; correct one of them.");
    }

    @Test
    void a_template_that_is_not_there_is_told() throws Exception {
        Files.writeString(routes.resolve("renewals.camel.yaml"), ROUTE.replace("batched", "batch"));
        assertThat(problems())
                .contains(routes + "/renewals.camel.yaml: there is no route template 'batch'; did you mean 'batched'?");
    }

    @Test
    void flows_without_any_template_are_only_warned_of() throws Exception {
        try (var files = Files.newDirectoryStream(routes)) {
            for (var file : files) {
                if (!file.getFileName().toString().startsWith("renewals")) {
                    Files.delete(file);
                }
            }
        }
        try (var camel = new DefaultCamelContext()) {
            var files = files(camel);
            assertThat(files.problems()).isEmpty();
            assertThat(files.warnings())
                    .containsExactly(
                            routes + " has no route template, so that no gateway can start with it; copy its flows"
                                    + " into routes/ to use them.");
        }
    }

    private List<String> problems() throws Exception {
        try (var camel = new DefaultCamelContext()) {
            var files = files(camel);
            var problems = files.problems();
            assertThat(files.warnings()).isEmpty();
            return problems;
        }
    }

    private RouteFiles files(DefaultCamelContext camel) {
        var config = new Directory(routes.toString());
        var flows = new ConfiguredFlows(new Mappings(routes, ShippedActions.ALL), List.of(), List.of());
        return new RouteFiles(config, camel, new FlowRoutes(config, flows, camel));
    }
}
