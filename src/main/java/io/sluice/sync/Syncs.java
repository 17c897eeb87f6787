package io.sluice.sync;

import io.quarkus.arc.All;
import io.sluice.sfmc.ReadListener;
import io.sluice.sfmc.SfmcSource;
import io.sluice.sfmc.SfmcSources;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Runs the configured syncs. To be called by the process that holds the sync's account only. */
@Singleton
public class Syncs {
    private static final Logger LOG = Logger.getLogger(Syncs.class);

    /** For a transaction that is being written. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ConfiguredSyncs configured;
    private final List<SourceCollection> collections;
    private final Warehouses warehouses;
    private final Function<SyncSettings, SourceAccount> accounts;
    private final SyncMetrics metrics;
    private final SyncStates states;
    private final Path spools;
    private final InstantSource clock;
    private final UnderWay underWay = new UnderWay();

    @Inject
    Syncs(
            ConfiguredSyncs configured,
            @All List<SourceCollection> collections,
            Warehouses warehouses,
            SfmcSources sources,
            SyncMetrics metrics,
            SyncStates states,
            InstantSource clock) {
        this(
                configured,
                collections,
                warehouses,
                sync -> account(sources, sync),
                metrics,
                states,
                Path.of(System.getProperty("java.io.tmpdir")),
                clock);
    }

    /** @param spools where what was read is put aside */
    Syncs(
            ConfiguredSyncs configured,
            List<SourceCollection> collections,
            Warehouses warehouses,
            Function<SyncSettings, SourceAccount> accounts,
            SyncMetrics metrics,
            SyncStates states,
            Path spools,
            InstantSource clock) {
        this.configured = configured;
        this.collections = collections.stream()
                .sorted(Comparator.comparingInt(SourceCollection::order))
                .toList();
        this.warehouses = warehouses;
        this.accounts = accounts;
        this.metrics = metrics;
        this.states = states;
        this.spools = spools;
        this.clock = clock;
    }

    private static SourceAccount account(SfmcSources sources, SyncSettings sync) {
        var opened = sources.open(sync.account(), sync.requestsPerSecond());
        return new SourceAccount() {
            @Override
            public SfmcSource open(ReadListener listener) {
                return opened.apply(listener);
            }

            @Override
            public Set<String> lacking(List<String> scopes) {
                return sources.lackingScopes(sync.account(), scopes);
            }
        };
    }

    /**
     * Copies, in this thread.
     *
     * @param sync its name
     * @return what came of it; {@link Status#SKIPPED} when another run of it is under way
     * @throws IllegalArgumentException with a sentence, when there is no such sync, or it does not copy one of the collections
     * @throws InterruptedException when it was told to stop: what it has committed stays, and it is due as before
     */
    public RunReport run(String sync, SyncOptions options, Progress progress) throws InterruptedException {
        var settings = configured.named(sync);
        configured.mustCopy(settings, options.collections());
        underWay.begin();
        try {
            return run(settings, options, new RunLog(sync, progress));
        } finally {
            underWay.end();
            states.lookSoon();
        }
    }

    /** Nothing begins any more; what is under way stops between two calls, or after the transaction that it is writing. */
    public void stop() {
        try {
            if (!underWay.stop(PATIENCE)) {
                LOG.warnf(
                        "sync.not_stopped: a run goes on after %s; the warehouse undoes what it has not committed",
                        PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RunReport run(SyncSettings sync, SyncOptions options, RunLog told) throws InterruptedException {
        var began = clock.instant();
        var id = id(began);
        var setting = new SyncRun.Setting(
                id, sync, options, wanted(sync, options), accounts.apply(sync), spools, clock, told);
        try {
            var reports = copied(setting);
            var report = new RunReport(
                    sync.name(),
                    reports.isEmpty() || options.dryRun() ? "" : id,
                    reports.map(Syncs::status).orElse(Status.SKIPPED),
                    Duration.between(began, clock.instant()),
                    options.dryRun(),
                    reports.orElse(List.of()));
            told.ended(report);
            metrics.ran(report);
            return report;
        } catch (InterruptedException e) {
            told.interrupted(id);
            throw e;
        }
    }

    /** @return empty when another run has the lock */
    private Optional<List<CollectionReport>> copied(SyncRun.Setting setting) throws InterruptedException {
        try {
            var open = setting.options().dryRun()
                    ? warehouses.of(setting.sync()).look()
                    : warehouses.prepared(setting.sync()).open();
            if (open.isEmpty()) {
                return Optional.empty();
            }
            try (var run = open.get()) {
                return Optional.of(new SyncRun(setting, run).run());
            }
        } catch (WarehouseUnavailable e) {
            return Optional.of(SyncRun.notBegun(setting, Faults.of(e)));
        }
    }

    private List<SourceCollection> wanted(SyncSettings sync, SyncOptions options) {
        var names = options.collections().isEmpty() ? sync.collections() : options.collections();
        return collections.stream()
                .filter(one -> names.stream().anyMatch(one::isCalled))
                .toList();
    }

    /** Records sort by it. */
    private static String id(Instant began) {
        return began.truncatedTo(ChronoUnit.SECONDS) + "-"
                + UUID.randomUUID().toString().substring(0, 8);
    }

    private static Status status(List<CollectionReport> reports) {
        var first = reports.get(0).status();
        return reports.stream().allMatch(one -> one.status() == first) ? first : Status.PARTIAL;
    }
}
