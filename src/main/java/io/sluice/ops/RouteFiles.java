package io.sluice.ops;

import io.sluice.delivery.SluiceConfig;
import io.sluice.mapping.Nearest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Reads the route files as the start would, without starting anything. */
@Singleton
class RouteFiles {
    private final Path directory;
    private final CamelContext camel;
    private final FlowRoutes flows;

    RouteFiles(SluiceConfig config, CamelContext camel, FlowRoutes flows) {
        this.directory = Path.of(config.routes());
        this.camel = camel;
        this.flows = flows;
    }

    private record Instance(Path file, TemplatedRouteDefinition route) {}

    /** To be called once. */
    List<String> problems() {
        var problems = new ArrayList<String>();
        var instances = new ArrayList<Instance>();
        try (var files = Files.newDirectoryStream(directory, "*.camel.yaml")) {
            for (var file : files) {
                read(file, instances, problems);
            }
        } catch (IOException e) {
            problems.add(directory + ": cannot be read (" + e + "); set sluice.routes to the directory of the routes");
        }
        // A template may be in any file.
        if (!templates().isEmpty()) {
            instances.forEach(instance -> instantiate(instance, problems));
            problems.addAll(flows.problems());
        }
        return problems;
    }

    /** What `check` is content with, but no gateway: flows without what they are instances of, to be copied to where that is. */
    List<String> warnings() {
        return templates().isEmpty()
                ? List.of(
                        directory + " has no route template, so that no gateway can start with it; copy its flows into"
                                + " routes/ to use them.")
                : List.of();
    }

    private void read(Path file, List<Instance> instances, List<String> problems) {
        try {
            var resource = ResourceHelper.resolveMandatoryResource(camel, "file:" + file);
            for (var builder : PluginHelper.getRoutesLoader(camel).findRoutesBuilders(resource)) {
                camel.addRoutes(builder);
                if (builder instanceof RouteBuilder routes) {
                    routes.getTemplatedRouteCollection()
                            .getTemplatedRoutes()
                            .forEach(route -> instances.add(new Instance(file, route)));
                }
            }
        } catch (Exception e) {
            problems.add(file + ": " + StartFailure.sentence(e));
        }
    }

    private void instantiate(Instance instance, List<String> problems) {
        var name = instance.route().getRouteTemplateRef();
        var known = templates().stream().map(RouteTemplateDefinition::getId).toList();
        if (!known.contains(name)) {
            problems.add(instance.file() + ": there is no route template '" + name + "'; "
                    + Nearest.to(name, known)
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("there are " + known));
            return;
        }
        try {
            model().addRouteFromTemplatedRoute(instance.route());
        } catch (Exception e) {
            problems.add(instance.file() + ": " + StartFailure.sentence(e));
        }
    }

    private List<RouteTemplateDefinition> templates() {
        return model().getRouteTemplateDefinitions();
    }

    private Model model() {
        return camel.getCamelContextExtension().getContextPlugin(Model.class);
    }
}
