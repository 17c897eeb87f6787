package io.sluice.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures, and prints what came out, as Markdown: each measurement by itself, then the table of what has a target. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures how fast this machine takes events in and delivers them, and compares that with the targets.")
final class Bench implements Callable<Integer> {
    private static final Path DIRECTORY = Path.of("target/bench/run");

    @Parameters(
            paramLabel = "PART",
            arity = "0..*",
            description =
                    "Only these of ${COMPLETION-CANDIDATES}. Without any, those that have a target: all up to QUOTA.")
    List<Part> parts = Part.withTargets();

    @Option(names = "--quick", description = "A look, with fewer rows and short runs.")
    boolean quick;

    @Option(names = "--store", description = "${COMPLETION-CANDIDATES}. Default: both, one after the other.")
    List<StoreKind> stores = List.of(StoreKind.values());

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "64",
            description = "Senders of single events, each with one request under way. Default: ${DEFAULT-VALUE}.")
    int connections;

    @Option(
            names = "--batch-connections",
            paramLabel = "N",
            defaultValue = "8",
            description = "Senders of batches of 100. Default: ${DEFAULT-VALUE}.")
    int batchConnections;

    public static void main(String... args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        var report = new Report(System.out);
        Measurements.empty(DIRECTORY);
        report.begin(Machine.here(), Disk.measure(DIRECTORY), quick);
        var plan = quick ? Plan.QUICK : Plan.FULL;
        var measurements = new Measurements(plan, stores, connections, batchConnections, DIRECTORY, report);
        var lines = new ArrayList<Line>();
        for (var part : parts) {
            lines.addAll(measurements.of(part));
        }
        report.table(lines);
        report.end();
        Measurements.empty(DIRECTORY);
        return 0;
    }
}
