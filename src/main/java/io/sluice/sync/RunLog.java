package io.sluice.sync;

import java.time.Duration;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Says what a run comes to: a line per collection in the log, and shorter ones as it goes for whoever follows it. */
final class RunLog {
    private static final Logger LOG = Logger.getLogger(RunLog.class);

    private final String sync;
    private final Progress follower;

    RunLog(String sync, Progress follower) {
        this.sync = sync;
        this.follower = follower;
    }

    /** For what happens within a collection. */
    Progress of(String collection) {
        return words -> follower.tell(collection + ": " + words);
    }

    void ended(CollectionReport report) {
        var changes = report.changes();
        LOG.infof(
                "sync.collection sync=%s collection=%s status=%s fetched=%d inserted=%d updated=%d unchanged=%d deleted=%d"
                        + " took=%dms calls=%d retries=%d",
                sync,
                report.collection(),
                report.status().word(),
                changes.fetched(),
                changes.inserted(),
                changes.updated(),
                changes.unchanged(),
                changes.deleted(),
                report.took().toMillis(),
                report.calls(),
                report.retries());
        report.notices()
                .forEach(notice ->
                        LOG.infof("sync.notice sync=%s collection=%s notice=%s", sync, report.collection(), notice));
        report.fault()
                .ifPresent(fault -> LOG.warnf(
                        "sync.not_copied sync=%s collection=%s reason=%s detail=%s remedy=%s",
                        sync, report.collection(), fault.reason(), fault.detail(), fault.remedy()));
        tell(report);
    }

    private void tell(CollectionReport report) {
        var changes = report.changes();
        var progress = of(report.collection());
        progress.tell(report.fault()
                .map(fault -> "failed, %s: %s".formatted(fault.reason(), fault.detail()))
                .orElseGet(() -> "%s, %d read: %d new, %d changed, %d unchanged, %d gone; %d calls in %s"
                        .formatted(
                                report.status().word(),
                                changes.fetched(),
                                changes.inserted(),
                                changes.updated(),
                                changes.unchanged(),
                                changes.deleted(),
                                report.calls(),
                                seconds(report.took()))));
        report.notices().forEach(notice -> progress.tell("note: " + notice));
    }

    void ended(RunReport report) {
        LOG.infof(
                "sync.run sync=%s id=%s status=%s took=%dms dry_run=%s",
                sync, report.id(), report.status().word(), report.took().toMillis(), report.dryRun());
    }

    void interrupted(String id) {
        LOG.infof("sync.interrupted sync=%s id=%s", sync, id);
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
