package io.sluice.sync;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * One run: collections that need each other are copied one after the other, the others at the same time, since whoever waits for
 * an answer leaves the pace to others.
 */
final class SyncRun {
    /**
     * What the run is about.
     *
     * @param id of its records
     * @param spools where what was read is put aside
     * @param collections those that are asked for, in order
     */
    record Setting(
            String id,
            SyncSettings sync,
            SyncOptions options,
            List<SourceCollection> collections,
            SourceAccount account,
            Path spools,
            InstantSource clock,
            RunLog told) {}

    private final Setting setting;
    private final WarehouseRun warehouse;

    SyncRun(Setting setting, WarehouseRun warehouse) {
        this.setting = setting;
        this.warehouse = warehouse;
    }

    /**
     * @return what came of each collection
     * @throws InterruptedException it was told to stop: what was under way has a record that says so, and it is due as before
     */
    List<CollectionReport> run() throws InterruptedException {
        var chains = chains();
        var threads = Executors.newFixedThreadPool(chains.size(), work -> new Thread(work, "sync-collections"));
        try {
            var underWay = chains.stream().map(threads::submit).toList();
            var reports = new ArrayList<CollectionReport>();
            for (var chain : underWay) {
                reports.addAll(chain.get());
            }
            return reports;
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        } finally {
            threads.shutdownNow();
            awaitEnd(threads);
        }
    }

    private List<CollectionChain> chains() {
        var begin = new CollectionChain.Begin(warehouse.now(), warehouse.states());
        var end = new RunEnd();
        return CollectionChain.links(setting.collections()).stream()
                .map(links -> new CollectionChain(links, setting, warehouse, begin, end))
                .toList();
    }

    private static InterruptedException thrown(Throwable why) {
        if (why instanceof InterruptedException interrupted) {
            return interrupted;
        }
        if (why instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) why;
    }

    /** However long a transaction takes: the run's lock is given back afterwards. */
    private static void awaitEnd(ExecutorService threads) {
        var interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Of a run that has no records, since the warehouse could not be opened. */
    static List<CollectionReport> notBegun(Setting setting, Fault fault) {
        var reports = setting.collections().stream()
                .flatMap(collection -> new CollectionRun(collection, setting).failed(fault).stream())
                .toList();
        reports.forEach(setting.told()::ended);
        return reports;
    }
}
