package io.sluice.sync;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/** Counts what the runs of this process come to, and publishes how old each collection is. */
@Singleton
class SyncMetrics {
    private final MeterRegistry registry;
    private final MultiGauge age;

    SyncMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.age = MultiGauge.builder("sluice.sync.last.success.age.seconds")
                .description("How long ago the last successful run of a collection had begun.")
                .register(registry);
    }

    void ran(RunReport report) {
        var sync = Tags.of("sync", report.sync());
        count(
                "sluice.sync.runs",
                "Runs of a sync, by what came of them.",
                sync.and("status", report.status().word()),
                1);
        if (report.status() != Status.SKIPPED) {
            Timer.builder("sluice.sync.seconds")
                    .description("Runs of a sync, from the first call to the last commit.")
                    .tags(sync)
                    .register(registry)
                    .record(report.took());
        }
        report.collections().forEach(one -> copied(one, sync.and("collection", one.collection()), report.dryRun()));
    }

    private void copied(CollectionReport report, Tags collection, boolean dryRun) {
        count(
                "sluice.sync.collections",
                "Copies of a collection, by what came of them.",
                collection.and("status", report.status().word()),
                1);
        count("sluice.sync.retries", "Calls of a sync that had to be repeated.", collection, report.retries());
        if (dryRun) {
            return;
        }
        var changes = report.changes();
        rows(collection, "inserted", changes.inserted());
        rows(collection, "updated", changes.updated());
        rows(collection, "unchanged", changes.unchanged());
        rows(collection, "deleted", changes.deleted());
    }

    private void rows(Tags collection, String change, long rows) {
        count(
                "sluice.sync.rows",
                "Rows of a sync, by what was done with them.",
                collection.and("change", change),
                rows);
    }

    /** By sync, then by collection. */
    void ages(Map<String, Map<String, Duration>> all) {
        age.register(
                all.entrySet().stream()
                        .flatMap(sync -> sync.getValue().entrySet().stream()
                                .map(one -> MultiGauge.Row.of(
                                        Tags.of("sync", sync.getKey(), "collection", one.getKey()),
                                        one.getValue().toSeconds())))
                        .toList(),
                true);
    }

    private void count(String name, String description, Tags tags, long by) {
        Counter.builder(name)
                .description(description)
                .tags(tags)
                .register(registry)
                .increment(by);
    }
}
