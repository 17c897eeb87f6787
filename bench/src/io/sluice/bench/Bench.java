package io.sluice.bench;

import io.sluice.inbox.SettleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs every measurement and prints what came out, as Markdown. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures how fast this machine takes events in and delivers them.")
final class Bench implements Callable<Integer> {
    private static final Path DIRECTORY = Path.of("target/bench/run");
    private static final int MANY = 100;
    /** As much as can be configured, so that it is our speed that shows. */
    private static final int UNHINDERED = 1_000;
    /** What SFMC allows unless more has been agreed on. */
    private static final int USUAL = 20;
    /** Of the other side's answers: none, and what is usual over the Internet. */
    private static final List<Integer> LATENCIES_MILLIS = List.of(0, 300);

    @Option(names = "--quick", description = "A look within two minutes, instead of figures within half an hour.")
    boolean quick;

    @Option(names = "--quota", description = "Only what rows cost in calls, and a backlog of them in memory.")
    boolean quota;

    @Option(
            names = "--pace",
            description = "Only how much of the pace is used, over five minutes, and what identifies cost.")
    boolean pace;

    @Option(names = "--mapping", description = "Only how many events a thread maps.")
    boolean mapping;

    @Option(names = "--leads", description = "Only what Leads cost in calls.")
    boolean leads;

    @Option(names = "--settle", description = "Only how fast rows are handed out and settled.")
    boolean settle;

    @Option(names = "--warehouse", description = "Only how fast the rows of a sync are written to a warehouse.")
    boolean warehouse;

    @Option(names = "--sync", description = "Only what a sync costs in calls and takes, beside the pace.")
    boolean sync;

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
        var plan = quick ? Plan.QUICK : Plan.FULL;
        var report = new Report(System.out);
        empty(DIRECTORY);
        report.begin(Machine.here(), Disk.measure(DIRECTORY), quick);
        if (quota) {
            report.memory(memory(plan.backlog()));
            report.quota(quotas(plan.backlog()));
            report.end();
            return 0;
        }
        if (mapping) {
            report.mapped(MappingRun.all(plan));
            report.end();
            return 0;
        }
        if (leads) {
            report.leads(lead(plan.identified()));
            report.end();
            return 0;
        }
        if (pace) {
            report.delivered(StoreKind.SQLITE, List.of(deliver(StoreKind.SQLITE, USUAL, plan.paced())));
            report.contacts(List.of(identify(plan.identified(), 1), identify(plan.identified(), 20)));
            report.end();
            return 0;
        }
        if (settle) {
            for (var store : stores) {
                report.settled(store, settlings(store, plan.settled()));
            }
            report.end();
            return 0;
        }
        if (warehouse) {
            report.loaded(loads(plan));
            report.end();
            empty(DIRECTORY);
            return 0;
        }
        if (sync) {
            copies(plan, report);
            report.end();
            empty(DIRECTORY);
            return 0;
        }
        report.mapped(MappingRun.all(plan));
        for (var store : stores) {
            report.ingest(
                    store, List.of(ingest(plan, store, 1, connections), ingest(plan, store, MANY, batchConnections)));
            report.delivered(
                    store, List.of(deliver(store, UNHINDERED, plan.delivered()), deliver(store, USUAL, plan.paced())));
            report.settled(store, settlings(store, plan.settled()));
        }
        report.memory(memory(plan.backlog()));
        report.quota(quotas(plan.backlog()));
        report.contacts(List.of(identify(plan.identified(), 1), identify(plan.identified(), 20)));
        report.leads(lead(plan.identified()));
        report.loaded(loads(plan));
        copies(plan, report);
        report.end();
        empty(DIRECTORY);
        return 0;
    }

    private static Ingest ingest(Plan plan, StoreKind kind, int batch, int connections) throws Exception {
        empty(DIRECTORY);
        try (var store = kind.open(DIRECTORY)) {
            return new IngestRuns(plan, store, connections, batch, DIRECTORY).measure();
        }
    }

    private static Delivered deliver(StoreKind kind, int limit, int events) throws Exception {
        empty(DIRECTORY);
        try (var store = kind.open(DIRECTORY)) {
            return DeliveryRun.measure(store, limit, events, DIRECTORY);
        }
    }

    private static MemoryRun memory(int rows) throws Exception {
        empty(DIRECTORY);
        try (var store = StoreKind.SQLITE.open(DIRECTORY)) {
            return MemoryRun.measure(store, rows, DIRECTORY);
        }
    }

    private List<WarehouseLoads> loads(Plan plan) throws Exception {
        var loads = new ArrayList<WarehouseLoads>();
        for (var kind : stores) {
            empty(DIRECTORY);
            loads.add(WarehouseLoads.measure(kind, plan.loaded(), plan.runs(), DIRECTORY));
        }
        return loads;
    }

    private void copies(Plan plan, Report report) throws Exception {
        for (var kind : stores) {
            for (var millis : LATENCIES_MILLIS) {
                empty(DIRECTORY);
                try (var store = kind.open(DIRECTORY)) {
                    report.copied(kind, millis, CopyRuns.measure(store, plan.copied(), millis, DIRECTORY));
                }
            }
        }
    }

    /** Each on a store of its own; the first of them only warms up. */
    private static List<SettleRun> settlings(StoreKind kind, int rows) throws Exception {
        var runs = new ArrayList<SettleRun>();
        for (var ordered : List.of(true, false, true)) {
            empty(DIRECTORY);
            try (var store = kind.open(DIRECTORY)) {
                var settings = store.environment();
                runs.add(SettleRun.of(
                        settings.get("SLUICE_STORE_URL"),
                        Optional.ofNullable(settings.get("SLUICE_STORE_USERNAME")),
                        Optional.ofNullable(settings.get("SLUICE_STORE_PASSWORD")),
                        rows,
                        ordered));
            }
        }
        return runs.subList(1, runs.size());
    }

    /** @param rows of each run by jobs; those by calls, which take long, have a tenth */
    private static List<QuotaRun> quotas(int rows) throws Exception {
        return List.of(
                quota(store -> QuotaRun.ofJobs("jobs, none bad", "bench", store, rows, 2_500, DIRECTORY)),
                quota(store -> QuotaRun.ofJobs("jobs, 0.1 % bad", "somebad", store, rows, 2_500, DIRECTORY)),
                quota(store -> QuotaRun.ofJobs(
                        "jobs, 0.1 % bad, 50 results a page", "somebad", store, rows / 10, 50, DIRECTORY)),
                quota(store -> QuotaRun.ofCalls("rowset calls, none bad", "bench", store, rows / 10, DIRECTORY)),
                quota(store -> QuotaRun.ofCalls("rowset calls, 0.1 % bad", "somebad", store, rows / 10, DIRECTORY)));
    }

    @FunctionalInterface
    private interface Measurement {
        QuotaRun with(Store store) throws Exception;
    }

    private static QuotaRun quota(Measurement measurement) throws Exception {
        empty(DIRECTORY);
        try (var store = StoreKind.SQLITE.open(DIRECTORY)) {
            return measurement.with(store);
        }
    }

    private static List<LeadsRun> lead(int users) throws Exception {
        empty(DIRECTORY);
        try (var store = StoreKind.SQLITE.open(DIRECTORY)) {
            return LeadsRun.measure(store, users, DIRECTORY);
        }
    }

    /** @param each how many identifies each user sends */
    private static ContactsRun identify(int events, int each) throws Exception {
        empty(DIRECTORY);
        try (var store = StoreKind.SQLITE.open(DIRECTORY)) {
            return ContactsRun.measure(store, events, events / each, DIRECTORY);
        }
    }

    private static void empty(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(directory)) {
                    Files.delete(file);
                }
            }
        }
    }
}
