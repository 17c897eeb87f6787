package io.sluice.sync;

import io.sluice.sfmc.SourceFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Copies one collection: reads all of it to disk first, then writes it in one transaction. */
final class CollectionRun {
    private final SourceCollection collection;
    private final SyncRun.Setting run;
    private final Instant began;
    private final CallTally tally;
    private final Progress progress;

    CollectionRun(SourceCollection collection, SyncRun.Setting run) {
        this.collection = collection;
        this.run = run;
        this.began = run.clock().instant();
        this.progress = run.told().of(collection.name());
        this.tally = new CallTally(progress);
    }

    /**
     * @param reports one for each of its tables
     * @param whole whether all of it was read, and what is missing is gone
     */
    record Copied(List<CollectionReport> reports, boolean whole) {}

    /**
     * @throws SourceFailure when it could not be read
     * @throws SpoolFailed when it could not be put aside
     * @throws WarehouseUnavailable when it could not be written; in each case nothing has been
     */
    Copied copy(WarehouseRun warehouse, Since since, List<String> notices) throws SourceFailure, InterruptedException {
        progress.tell(since.full() ? "reading all" : "reading what is new");
        try (var spool = Spool.in(run.spools(), collection.tables())) {
            var scanned = new Scanned(spool, run.clock(), progress);
            collection.scan(run.account().open(tally), since, scanned);
            progress.tell("%d rows read, %d calls; writing".formatted(spool.rows(), tally.calls()));
            var load = load(since, scanned, spool, notices);
            var written = run.options().dryRun() ? warehouse.compare(load) : warehouse.write(load);
            return new Copied(
                    reports(written.status(), written.tables(), written.notices(), Optional.empty()),
                    scanned.isComplete());
        }
    }

    private Load load(Since since, Scanned scanned, Spool spool, List<String> notices) {
        var all = new ArrayList<>(notices);
        all.addAll(scanned.notices());
        return new Load(
                run.sync().name(),
                run.id(),
                collection.name(),
                collection.tables(),
                spool,
                since.startedAt(),
                scanned.isComplete(),
                scanned.isComplete(),
                run.options().confirmed(),
                scanned.watermark(since),
                scanned.isShort(),
                tally.calls(),
                tally.retries(),
                all);
    }

    List<CollectionReport> failed(Fault fault) {
        return reports(Status.FAILURE, Map.of(), List.of(), Optional.of(fault));
    }

    /** Calls and notices are told with the first of its tables. */
    private List<CollectionReport> reports(
            Status status, Map<String, Changes> tables, List<String> notices, Optional<Fault> fault) {
        var took = Duration.between(began, run.clock().instant());
        return collection.tables().stream()
                .map(Table::name)
                .map(table -> {
                    var changes = tables.getOrDefault(table, Changes.NONE);
                    return table.equals(collection.name())
                            ? new CollectionReport(
                                    table, status, changes, tally.calls(), tally.retries(), took, notices, fault)
                            : new CollectionReport(table, status, changes, 0, 0, took, List.of(), fault);
                })
                .toList();
    }
}
