package io.sluice.bench;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Measures {@link Ingest} with requests of one shape, against one gateway on one store. */
final class IngestRuns {
    static final int BULK = 1_000;

    private static final Set<Long> OURSELVES = Set.of(ProcessHandle.current().pid());

    private final Plan plan;
    private final Store store;
    private final int connections;
    private final int batch;
    private final Path directory;

    IngestRuns(Plan plan, Store store, int connections, int batch, Path directory) {
        this.plan = plan;
        this.store = store;
        this.connections = connections;
        this.batch = batch;
        this.directory = directory;
    }

    private record Floods(List<Load.Sent> runs, double perCommit, Ingest.Busy busy) {
        Median accepted() {
            return Median.of(runs.stream().mapToDouble(Load.Sent::perSecond));
        }

        Latencies latencies() {
            return Latencies.of(runs.stream().map(Load.Sent::latencies).toList());
        }

        long refused() {
            return runs.stream().mapToLong(Load.Sent::refused).sum();
        }
    }

    Ingest measure() throws Exception {
        Floods floods;
        List<Load.Sent> half;
        Optional<Ingest.Traced> traced;
        String settings;
        try (var gateway = Gateway.accepting(directory, store)) {
            settings = gateway.storeSettings();
            var load = new Load(gateway.port(), connections, batch);
            load.flood(plan.warmUp());
            floods = flood(gateway, load);
            half = halfLoad(load, floods.accepted().value() / 2);
            traced = traced(gateway, load);
        }
        return new Ingest(
                batch,
                connections,
                settings,
                floods.accepted(),
                floods.latencies(),
                Latencies.of(half.stream().map(Load.Sent::latencies).toList()),
                Median.of(half.stream().mapToDouble(IngestRuns::p99Millis)),
                floods.refused() + half.stream().mapToLong(Load.Sent::refused).sum(),
                floods.perCommit(),
                floods.busy(),
                traced,
                raw((int) Math.max(1, Math.round(floods.perCommit()))));
    }

    private Floods flood(Gateway gateway, Load load) throws Exception {
        var commits = gateway.commits();
        var ofGateway = new Processors(Set.of(gateway.pid()));
        var ofDatabase = new Processors(store.processes());
        var ofLoad = new Processors(OURSELVES);
        var runs = new ArrayList<Load.Sent>();
        for (var i = 0; i < plan.runs(); i++) {
            runs.add(load.flood(plan.run()));
        }
        var events = runs.stream().mapToLong(Load.Sent::events).sum();
        var busy = new Ingest.Busy(ofGateway.busy(), ofDatabase.busy(), ofLoad.busy());
        return new Floods(runs, (double) events / (gateway.commits() - commits), busy);
    }

    private List<Load.Sent> halfLoad(Load load, double eventsPerSecond) throws Exception {
        var runs = new ArrayList<Load.Sent>();
        for (var i = 0; i < plan.runs(); i++) {
            runs.add(load.steady(plan.run(), eventsPerSecond));
        }
        return runs;
    }

    private static double p99Millis(Load.Sent run) {
        return run.latencies().quantile(0.99).toNanos() / 1e6;
    }

    private Optional<Ingest.Traced> traced(Gateway gateway, Load load) throws Exception {
        var processes = store.processes().isEmpty() ? Set.of(gateway.pid()) : store.processes();
        var watching = Syncs.of(processes, directory);
        if (watching.isEmpty()) {
            return Optional.empty();
        }
        try (var syncs = watching.get()) {
            var before = gateway.commits();
            load.flood(plan.traced());
            var commits = gateway.commits() - before;
            return Optional.of(new Ingest.Traced(commits, syncs.count()));
        }
    }

    private Ingest.Raw raw(int rowsPerCommit) throws SQLException {
        try (var inserts = new RawInserts(store)) {
            return new Ingest.Raw(inserts.bytesOfBody(), raw(inserts, rowsPerCommit), raw(inserts, BULK));
        }
    }

    private Median raw(RawInserts inserts, int rowsPerCommit) throws SQLException {
        var rates = new double[plan.runs()];
        for (var i = 0; i < rates.length; i++) {
            rates[i] = inserts.perSecond(rowsPerCommit, plan.rawRun());
        }
        return Median.of(Arrays.stream(rates));
    }
}
