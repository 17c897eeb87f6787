package io.sluice;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.sluice.ops.SluiceCommand;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import picocli.CommandLine;

/** The one executable. Only {@code serve} opens ports: another command beside a running gateway must not want its own. */
@QuarkusMain
public class Sluice implements QuarkusApplication {
    private static final List<String> SERVING = List.of("serve");

    @Inject
    CommandLine.IFactory factory;

    @ConfigProperty(name = "quarkus.application.version")
    String version;

    public static void main(String... args) {
        if (args.length > 0 && !SERVING.contains(args[0])) {
            System.setProperty("quarkus.http.host-enabled", "false");
            System.setProperty("quarkus.management.host-enabled", "false");
            System.setProperty("quarkus.log.console.stderr", "true");
            System.setProperty("quarkus.log.console.json.enabled", "false");
            System.setProperty("quarkus.log.console.level", "WARN");
            // What a run warns of is in the report that the command ends with.
            System.setProperty("quarkus.log.category.\"io.sluice.sync\".level", "ERROR");
        }
        Quarkus.run(Sluice.class, args);
    }

    @Override
    public int run(String... args) {
        var command = new CommandLine(SluiceCommand.class, factory);
        command.getCommandSpec().version("sluice " + version);
        return command.execute(args);
    }
}
