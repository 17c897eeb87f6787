package io.sluice.sync;

import io.sluice.sfmc.SourceFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;

/** Collections that need each other: one after the other, each for itself. What was not copied has a record that says why. */
final class CollectionChain implements Callable<List<CollectionReport>> {
    private static final Logger LOG = Logger.getLogger(CollectionChain.class);

    /** So often a collection is read whole that otherwise is asked only for what is new. */
    private static final Duration FULL_EVERY = Duration.ofHours(24);

    /** Whose ids the assets are asked by. */
    private static final String CAMPAIGNS = "campaigns";

    /**
     * Where the run begins.
     *
     * @param at by the warehouse's clock
     * @param states how far each collection has been copied
     */
    record Begin(Instant at, Map<String, CollectionState> states) {}

    private final List<SourceCollection> links;
    private final SyncRun.Setting setting;
    private final WarehouseRun warehouse;
    private final Begin begin;
    private final Instant startedAt;
    private final RunEnd end;
    /** When they have been copied completely by this run. */
    private Optional<Table> campaigns = Optional.empty();

    CollectionChain(
            List<SourceCollection> links, SyncRun.Setting setting, WarehouseRun warehouse, Begin begin, RunEnd end) {
        this.links = links;
        this.setting = setting;
        this.warehouse = warehouse;
        this.begin = begin;
        this.startedAt = begin.at();
        this.end = end;
    }

    /** Which collections are one chain: each goes behind the one that it names, where that is wanted as well. */
    static List<List<SourceCollection>> links(List<SourceCollection> collections) {
        var chains = new ArrayList<List<SourceCollection>>();
        for (var collection : collections) {
            chains.stream()
                    .filter(chain ->
                            chain.stream().anyMatch(one -> collection.after().equals(Optional.of(one.name()))))
                    .findFirst()
                    .orElseGet(() -> {
                        chains.add(new ArrayList<>());
                        return chains.get(chains.size() - 1);
                    })
                    .add(collection);
        }
        return chains;
    }

    @Override
    public List<CollectionReport> call() throws InterruptedException {
        var reports = new ArrayList<CollectionReport>();
        for (var collection : links) {
            var copied = copied(collection, begin.states().getOrDefault(collection.name(), CollectionState.NEW));
            copied.forEach(setting.told()::ended);
            reports.addAll(copied);
        }
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
            notices = end.why().isPresent() ? List.of() : warehouse.create(collection.tables());
        }
        if (end.why().isPresent()) {
            return failed(one, end.why().get());
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
        if (Faults.isOfTheAccount(fault)) {
            end.because(fault);
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
            if (Faults.isCutShort(report.fault().orElseThrow())) {
                warehouse.brokenOff(setting.id(), startedAt, report);
            } else {
                warehouse.failed(setting.id(), startedAt, report);
            }
        } catch (WarehouseUnavailable e) {
            LOG.warnf(
                    "sync.not_recorded sync=%s collection=%s why=%s",
                    setting.sync().name(), report.collection(), e.getMessage());
            end.because(Faults.of(e));
        }
    }
}
