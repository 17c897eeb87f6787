package io.sluice.ops;

import io.sluice.delivery.Flow;
import io.sluice.delivery.Flows;
import io.sluice.delivery.SluiceConfig;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;

/**
 * Whether each flow is read by one route, through the door of its account. Camel does not ask: a mapping without a route would
 * never see an event, and of two routes with one id the later takes the place of the other without a word.
 */
@Singleton
class FlowRoutes {
    private static final String INBOX = "inbox:";

    private final Path directory;
    private final Flows flows;
    private final CamelContext camel;

    FlowRoutes(SluiceConfig config, Flows flows, CamelContext camel) {
        this.directory = Path.of(config.routes());
        this.flows = flows;
        this.camel = camel;
    }

    /** To be called when the routes are loaded. @return a sentence for each, with the remedy */
    List<String> problems() {
        var problems = new ArrayList<String>();
        var byLane = byLane();
        for (var flow : flows.flows()) {
            var routes = byLane.getOrDefault(flow.lane(), List.of());
            if (routes.isEmpty()) {
                problems.add(mapping(flow.lane()) + ": no route reads " + INBOX + flow.lane()
                        + ", so that no event would ever come to it; " + remedy(flow.lane()));
            }
            routes.forEach(route -> aim(flow, route, problems));
        }
        byLane.forEach((lane, routes) -> lane(lane, routes, problems));
        return problems;
    }

    private void lane(String lane, List<RouteDefinition> routes, List<String> problems) {
        if (!Files.exists(mapping(lane))) {
            problems.add("The route '" + routes.get(0).getId() + "' reads " + INBOX + lane
                    + ", which has no mapping; write " + mapping(lane) + ", or correct the route's lane.");
        }
        if (routes.size() > 1) {
            problems.add(INBOX + lane + " is read by several routes, "
                    + routes.stream().map(RouteDefinition::getId).toList() + "; leave one of them.");
        }
    }

    private String remedy(String lane) {
        var route = route(lane);
        return Files.exists(route)
                ? "see that the route in " + route + " has the lane '" + lane
                        + "', and a routeId that no other route has."
                : "write " + route + ".";
    }

    /** A route that is no instance of our template leads where it likes. */
    private void aim(Flow flow, RouteDefinition route, List<String> problems) {
        var door = parameters(route).getOrDefault("door", flow.door());
        if (!door.equals(flow.door())) {
            problems.add(route(flow.lane()) + ": its door is '" + door + "', but its mappings write to " + flow.door()
                    + "; correct one of them.");
        }
    }

    private Map<String, List<RouteDefinition>> byLane() {
        return camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions().stream()
                .filter(route -> uri(route).startsWith(INBOX))
                .collect(Collectors.groupingBy(FlowRoutes::lane, TreeMap::new, Collectors.toList()));
    }

    private static String lane(RouteDefinition route) {
        return uri(route).substring(INBOX.length()).split("\\?", 2)[0];
    }

    /** With the parameters of its template in their places. */
    private static String uri(RouteDefinition route) {
        var uri = route.getInput().getEndpointUri();
        for (var parameter : parameters(route).entrySet()) {
            uri = uri.replace("{{" + parameter.getKey() + "}}", String.valueOf(parameter.getValue()));
        }
        return uri;
    }

    private static Map<String, Object> parameters(RouteDefinition route) {
        return route.getTemplateParameters() == null ? Map.of() : route.getTemplateParameters();
    }

    private Path mapping(String lane) {
        return directory.resolve(lane + ".mapping.yaml");
    }

    private Path route(String lane) {
        return directory.resolve(lane + ".camel.yaml");
    }
}
