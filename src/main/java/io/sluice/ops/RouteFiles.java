package io.sluice.ops;

import io.sluice.delivery.SluiceConfig;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Reads the route files as the start would, without starting anything. */
@Singleton
class RouteFiles {
    private final Path directory;
    private final CamelContext camel;

    RouteFiles(SluiceConfig config, CamelContext camel) {
        this.directory = Path.of(config.routes());
        this.camel = camel;
    }

    List<String> problems() {
        var problems = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(directory, "*.camel.yaml")) {
            for (var file : files) {
                read(file, problems);
            }
        } catch (IOException e) {
            problems.add(directory + ": cannot be read (" + e + "); set sluice.routes to the directory of the routes");
        }
        return problems;
    }

    private void read(Path file, List<String> problems) {
        try {
            var resource = ResourceHelper.resolveMandatoryResource(camel, "file:" + file);
            PluginHelper.getRoutesLoader(camel)
                    .findRoutesBuilders(resource)
                    .forEach(builder -> build(file, builder, problems));
        } catch (Exception e) {
            problems.add(file + ": " + StartFailure.sentence(e));
        }
    }

    private void build(Path file, org.apache.camel.RoutesBuilder builder, List<String> problems) {
        try {
            camel.addRoutes(builder);
        } catch (Exception e) {
            problems.add(file + ": " + StartFailure.sentence(e));
        }
    }
}
