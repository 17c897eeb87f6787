package io.sluice.sandbox;

import io.sluice.sandbox.control.FrontDesk;
import io.sluice.sandbox.control.RequestLog;
import io.sluice.sandbox.control.SandboxClock;
import io.sluice.sandbox.data.DataFile;
import io.sluice.sandbox.http.HttpFront;
import io.sluice.sandbox.salesforce.Salesforce;
import io.sluice.sandbox.sfmc.Declared;
import io.sluice.sandbox.sfmc.History;
import io.sluice.sandbox.sfmc.RateLimit;
import io.sluice.sandbox.sfmc.Sfmc;
import io.sluice.sandbox.sfmc.Switches;
import io.sluice.sandbox.source.Source;
import io.sluice.sandbox.source.SourceOptions;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the sandbox, says where it is, and serves until it is told to stop. */
@Command(
        name = "sluice-sandbox",
        mixinStandardHelpOptions = true,
        description = "A strict stand-in for Salesforce Marketing Cloud and Salesforce CRM. Everything is in memory.",
        sortOptions = false)
public final class Sandbox implements Callable<Integer> {
    private static final int SFMC_MAX_BODY = 5_000_000;
    /** Two hundred records with a long text each are more than SFMC takes. */
    private static final int SALESFORCE_MAX_BODY = 50_000_000;

    @Option(names = "--port", defaultValue = "8090", description = "0 takes any free port. Default: ${DEFAULT-VALUE}.")
    int port;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "The address to listen on. Default: ${DEFAULT-VALUE}, this machine only.")
    String host;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "YAML or JSON: credentials, data extensions, event definitions. Default: a bundled set.")
    Path data;

    @Option(
            names = "--salesforce-data",
            paramLabel = "FILE",
            description = "YAML or JSON: Salesforce orgs and, unless they are the bundled ones, their objects."
                    + " Default: a bundled set.")
    Path salesforceData;

    @Option(
            names = "--request-log",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Requests that are remembered. Default: ${DEFAULT-VALUE}.")
    int requestLog;

    @Option(names = "--log-bodies", description = "Remember request bodies too (64 KB each; never those with secrets).")
    boolean logBodies;

    @Option(
            names = "--history",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Applied changes that are remembered, over all data extensions and in each org. Default:"
                    + " ${DEFAULT-VALUE}.")
    int history;

    @Mixin
    Switches switches;

    @Mixin
    RateLimit rate;

    @Mixin
    SourceOptions sourceOptions;

    public static void main(String... args) {
        var command = new CommandLine(new Sandbox())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((problem, line, parsed) -> {
                    line.getErr().println(problem.getMessage());
                    return 1;
                });
        var status = command.execute(args);
        if (status != 0 || command.isUsageHelpRequested() || command.isVersionHelpRequested()) {
            System.exit(status);
        }
    }

    /** Returns once it serves; the server's own threads keep the process alive. */
    @Override
    public Integer call() throws IOException {
        var clock = new SandboxClock();
        var declared = data == null
                ? DataFile.bundled("/sandbox/data.yaml", Declared.class)
                : DataFile.read(data, Declared.class);
        var source = new Source(declared.source(), sourceOptions.size(), clock);
        var sfmc = new Sfmc(declared, source, switches, new History(history), clock);
        var salesforce = new Salesforce(orgs(), history, clock);
        var desk = new FrontDesk(sfmc, salesforce, rate, new RequestLog(requestLog), clock, logBodies);
        var front = listen(desk);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            front.close();
            // Being told to stop is no failure: without this the JVM ends with 143.
            Runtime.getRuntime().halt(0);
        }));
        System.out.println("Sandbox ready at http://" + host + ":" + front.port());
        return 0;
    }

    private io.sluice.sandbox.salesforce.Declared orgs() {
        var bundled = DataFile.bundled("/sandbox/salesforce.yaml", io.sluice.sandbox.salesforce.Declared.class);
        return salesforceData == null
                ? bundled
                : DataFile.read(salesforceData, io.sluice.sandbox.salesforce.Declared.class)
                        .orObjectsOf(bundled);
    }

    private static int maxBody(String path) {
        return path.startsWith("/services/") ? SALESFORCE_MAX_BODY : SFMC_MAX_BODY;
    }

    private HttpFront listen(FrontDesk desk) throws IOException {
        try {
            return new HttpFront(host, port, Sandbox::maxBody, desk);
        } catch (BindException e) {
            throw new IOException(
                    "Cannot listen on " + host + ":" + port + " (" + e.getMessage() + "). Choose another --port.", e);
        }
    }
}
