package io.sluice.bench;

import io.sluice.inbox.SettleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes each measurement in an empty directory, on stores of its own, and reports it. */
final class Measurements {
    private static final int MANY = 100;
    /** As much as can be configured, so that it is our speed that shows. */
    private static final int UNHINDERED = 1_000;
    /** What SFMC allows unless more has been agreed on. */
    private static final int USUAL = 20;
    /** By how much fewer rows are sent where each costs many calls, and what was counted is multiplied up. */
    private static final int FEWER = 50;
    /** Of the other side's answers to a sync, as is usual over the Internet. */
    private static final int LATENCY_MILLIS = 300;

    private final Plan plan;
    private final List<StoreKind> stores;
    private final int connections;
    private final int batchConnections;
    private final Path directory;
    private final Report report;

    Measurements(
            Plan plan, List<StoreKind> stores, int connections, int batchConnections, Path directory, Report report) {
        this.plan = plan;
        this.stores = stores;
        this.connections = connections;
        this.batchConnections = batchConnections;
        this.directory = directory;
        this.report = report;
    }

    /** @return its lines of the table */
    List<Line> of(Part part) throws Exception {
        return switch (part) {
            case SIZE -> Targets.size(PackageSize.measure());
            case START -> Targets.start(onSqlite(store -> StartRun.measure(store, directory)));
            case INGEST -> ingest();
            case MEMORY -> memory();
            case QUOTA -> quota();
            case LEADS -> leads();
            case SYNC -> sync();
            case PACE -> pace();
            case MAPPING -> told(() -> report.mapped(MappingRun.all(plan)));
            case DELIVERY -> told(this::delivery);
            case CONTACTS -> told(() -> report.contacts(List.of(identify(1), identify(20))));
            case SETTLE -> told(this::settle);
            case WAREHOUSE -> told(this::warehouse);
        };
    }

    @FunctionalInterface
    private interface Measurement<T> {
        T with(Store store) throws Exception;
    }

    @FunctionalInterface
    private interface Detail {
        void measure() throws Exception;
    }

    /** What has no target. */
    private static List<Line> told(Detail detail) throws Exception {
        detail.measure();
        return List.of();
    }

    private List<Line> ingest() throws Exception {
        var lines = new ArrayList<Line>();
        for (var kind : stores) {
            var single = on(kind, store -> new IngestRuns(plan, store, connections, 1, directory).measure());
            var batched = on(kind, store -> new IngestRuns(plan, store, batchConnections, MANY, directory).measure());
            report.ingest(kind, List.of(single, batched));
            lines.addAll(Targets.ingest(kind, single, batched));
        }
        return lines;
    }

    private List<Line> memory() throws Exception {
        var runs = onSqlite(store -> MemoryRun.measure(store, plan.backlog(), directory));
        report.memory(runs);
        return Targets.memory(runs);
    }

    private List<Line> quota() throws Exception {
        var rows = plan.backlog();
        var jobs = List.of(
                onSqlite(store -> QuotaRun.ofJobs("jobs, none bad", "bench", store, rows, 2_500, directory)),
                onSqlite(store -> QuotaRun.ofJobs("jobs, 0.1 % bad", "somebad", store, rows / 4, 2_500, directory)));
        var fewer = rows / FEWER;
        var pages = onSqlite(
                store -> QuotaRun.ofJobs("jobs, 0.1 % bad, 50 results a page", "somebad", store, fewer, 50, directory));
        var calls = List.of(
                onSqlite(store -> QuotaRun.ofCalls("rowset calls, none bad", "bench", store, fewer, directory)),
                onSqlite(store -> QuotaRun.ofCalls("rowset calls, 0.1 % bad", "somebad", store, fewer, directory)));
        report.quota(
                Stream.of(jobs, List.of(pages), calls).flatMap(List::stream).toList());
        return Targets.quota(jobs, calls);
    }

    private List<Line> leads() throws Exception {
        var runs = onSqlite(store -> LeadsRun.measure(store, plan.identified(), directory));
        report.leads(runs);
        return Targets.leads(runs);
    }

    private List<Line> sync() throws Exception {
        var lines = new ArrayList<Line>();
        for (var kind : stores) {
            var runs = on(kind, store -> CopyRuns.measure(store, plan.copied(), LATENCY_MILLIS, directory));
            report.copied(kind, LATENCY_MILLIS, runs);
            lines.addAll(Targets.sync(kind, runs));
        }
        return lines;
    }

    private List<Line> pace() throws Exception {
        try (var busy = new BusyCores(plan.busy())) {
            var run = onSqlite(store -> DeliveryRun.measure(store, USUAL, plan.paced(), directory));
            report.delivered(StoreKind.SQLITE, List.of(run));
            return Targets.pace(run);
        }
    }

    private void delivery() throws Exception {
        for (var kind : stores) {
            var run = on(kind, store -> DeliveryRun.measure(store, UNHINDERED, plan.delivered(), directory));
            report.delivered(kind, List.of(run));
        }
    }

    /** @param each how many identifies each user sends */
    private ContactsRun identify(int each) throws Exception {
        var events = plan.identified();
        return onSqlite(store -> ContactsRun.measure(store, events, events / each, directory));
    }

    /** Each on a store of its own; the first of them only warms up. */
    private void settle() throws Exception {
        for (var kind : stores) {
            var runs = new ArrayList<SettleRun>();
            for (var ordered : List.of(true, false, true)) {
                runs.add(on(kind, store -> settled(store, ordered)));
            }
            report.settled(kind, runs.subList(1, runs.size()));
        }
    }

    private SettleRun settled(Store store, boolean ordered) throws Exception {
        var settings = store.environment();
        return SettleRun.of(
                settings.get("SLUICE_STORE_URL"),
                Optional.ofNullable(settings.get("SLUICE_STORE_USERNAME")),
                Optional.ofNullable(settings.get("SLUICE_STORE_PASSWORD")),
                plan.settled(),
                ordered);
    }

    private void warehouse() throws Exception {
        var loads = new ArrayList<WarehouseLoads>();
        for (var kind : stores) {
            empty(directory);
            loads.add(WarehouseLoads.measure(kind, plan.loaded(), plan.runs(), directory));
        }
        report.loaded(loads);
    }

    private <T> T onSqlite(Measurement<T> measurement) throws Exception {
        return on(StoreKind.SQLITE, measurement);
    }

    private <T> T on(StoreKind kind, Measurement<T> measurement) throws Exception {
        empty(directory);
        try (var store = kind.open(directory)) {
            return measurement.with(store);
        }
    }

    static void empty(Path directory) throws IOException {
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
