package io.sluice.sync;

import io.sluice.sfmc.SourceFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** One run: a collection after the other, each for itself. What was not copied has a record that says why. */
final class SyncRun {
    private static final Logger LOG = Logger.getLogger(SyncRun.class);

    /** So often a collection is read whole that otherwise is asked only for what is new. */
    private static final Duration FULL_EVERY = Duration.ofHours(24);

    /** Whose ids the assets are asked by. */
    private static final String CAMPAIGNS = "campaigns";

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
    private final Instant startedAt;
    /** When they have been copied completely by this run. */
    private Optional<Table> campaigns = Optional.empty();

    /** Why nothing more is read. */
    private Optional<Fault> end = Optional.empty();

    SyncRun(Setting setting, WarehouseRun warehouse) {
        this.setting = setting;
        this.warehouse = warehouse;
        this.startedAt = warehouse.now();
    }

    /**
     * @return what came of each collection
     * @throws InterruptedException it was told to stop: what was under way has a record that says so, and it is due as before
     */
    List<CollectionReport> run() throws InterruptedException {
        var states = warehouse.states();
        var reports = new ArrayList<CollectionReport>();
        for (var collection : setting.collections()) {
            var copied = copied(collection, states.getOrDefault(collection.name(), CollectionState.NEW));
            copied.forEach(setting.told()::ended);
            reports.addAll(copied);
        }
        return reports;
    }

    /** Of a run that has no records, since the warehouse could not be opened. */
    static List<CollectionReport> notBegun(Setting setting, Fault fault) {
        var reports = setting.collections().stream()
                .flatMap(collection -> new CollectionRun(collection, setting).failed(fault).stream())
                .toList();
        reports.forEach(setting.told()::ended);
        return reports;
    }

    private List<CollectionReport> copied(SourceCollection collection, CollectionState state)
            throws InterruptedException {
        var one = new CollectionRun(collection, setting);
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return copied(collection, one, since(collection.tables().get(0), state));
        } catch (InterruptedException e) {
            record(one.failed(Faults.interrupted()));
            throw e;
        } catch (SourceFailure | RuntimeException e) {
            if (Thread.interrupted()) {
                record(one.failed(Faults.interrupted()));
                throw new InterruptedException();
            }
            return failed(one, fault(e, collection));
        }
    }

    private List<CollectionReport> copied(SourceCollection collection, CollectionRun one, Since since)
            throws SourceFailure, InterruptedException {
        var notices = List.<String>of();
        if (!setting.options().dryRun()) {
            for (var table : collection.tables()) {
                warehouse.started(setting.id(), table.name(), startedAt);
            }
            notices = end.isPresent() ? List.of() : warehouse.create(collection.tables());
        }
        if (end.isPresent()) {
            return failed(one, end.get());
        }
        var lacking = setting.account().lacking(collection.scopes());
        if (!lacking.isEmpty()) {
            return failed(one, Faults.lacking(lacking, collection));
        }
        var copied = one.copy(warehouse, since, notices);
        if (collection.name().equals(CAMPAIGNS) && isCommitted(copied)) {
            campaigns = Optional.of(collection.tables().get(0));
        }
        return copied.reports();
    }

    private Since since(Table table, CollectionState state) {
        var full = setting.options().full()
                // What is gone shows only when all is read.
                || setting.options().confirmed()
                || state.watermark().isEmpty()
                || state.lastFullAt()
                        .filter(last -> last.plus(FULL_EVERY).isAfter(startedAt))
                        .isEmpty();
        return new Since(
                state.watermark(),
                full,
                startedAt,
                campaigns.map(warehouse::ids),
                before -> Set.copyOf(warehouse.ids(table, before)));
    }

    /** And all there is. */
    private boolean isCommitted(CollectionRun.Copied copied) {
        return copied.whole()
                && copied.reports().get(0).status() == Status.SUCCESS
                && !setting.options().dryRun();
    }

    private Fault fault(Exception e, SourceCollection collection) {
        if (e instanceof SourceFailure failure) {
            return Faults.of(failure, collection);
        }
        if (e instanceof WarehouseUnavailable unavailable) {
            return Faults.of(unavailable);
        }
        if (e instanceof SpoolFailed failed) {
            return Faults.of(failed);
        }
        LOG.errorf(e, "sync.failed sync=%s collection=%s", setting.sync().name(), collection.name());
        return Faults.internal(e);
    }

    private List<CollectionReport> failed(CollectionRun one, Fault fault) {
        var reports = one.failed(fault);
        if (end.isEmpty() && Faults.isOfTheAccount(fault)) {
            end = Optional.of(fault);
        }
        record(reports);
        return reports;
    }

    private void record(List<CollectionReport> reports) {
        if (!setting.options().dryRun()) {
            reports.forEach(this::record);
        }
    }

    /** A warehouse that does not even take that is away, and would take nothing more. */
    private void record(CollectionReport report) {
        try {
            var fault = report.fault().orElseThrow();
            if (Faults.isCutShort(fault)) {
                warehouse.brokenOff(
                        setting.id(), report.collection(), startedAt, report.calls(), report.retries(), fault);
            } else {
                warehouse.ended(
                        setting.id(),
                        report.collection(),
                        startedAt,
                        report.changes(),
                        report.calls(),
                        report.retries(),
                        report.notices(),
                        report.fault());
            }
        } catch (WarehouseUnavailable e) {
            LOG.warnf(
                    "sync.not_recorded sync=%s collection=%s why=%s",
                    setting.sync().name(), report.collection(), e.getMessage());
            end = Optional.of(Faults.of(e));
        }
    }
}
