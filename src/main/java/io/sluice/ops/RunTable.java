package io.sluice.ops;

import io.sluice.sync.CollectionReport;
import io.sluice.sync.RunReport;
import io.sluice.sync.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of a run, a line per collection, then what somebody should know of them. */
final class RunTable {
    private static final List<String> HEAD = List.of(
            "collection",
            "status",
            "fetched",
            "inserted",
            "updated",
            "unchanged",
            "deleted",
            "calls",
            "retries",
            "took");

    private RunTable() {}

    static List<String> lines(RunReport run) {
        if (run.status() == Status.SKIPPED) {
            return List.of("The sync " + run.sync() + " was skipped: another run of it is under way.");
        }
        var rows = new ArrayList<List<String>>();
        rows.add(HEAD);
        run.collections().forEach(one -> rows.add(cells(one)));
        var lines = new ArrayList<>(Aligned.lines(rows));
        run.collections().forEach(one -> lines.addAll(remarks(one)));
        lines.add("The sync %s: %s in %s%s."
                .formatted(
                        run.sync(),
                        run.status().word(),
                        seconds(run.took()),
                        run.dryRun() ? ", dry run: nothing was written" : ""));
        return lines;
    }

    private static List<String> cells(CollectionReport one) {
        var changes = one.changes();
        return List.of(
                one.collection(),
                one.status().word(),
                Long.toString(changes.fetched()),
                Long.toString(changes.inserted()),
                Long.toString(changes.updated()),
                Long.toString(changes.unchanged()),
                Long.toString(changes.deleted()),
                Integer.toString(one.calls()),
                Integer.toString(one.retries()),
                seconds(one.took()));
    }

    private static List<String> remarks(CollectionReport one) {
        var remarks = new ArrayList<String>();
        one.fault()
                .map(fault -> "%s: %s: %s. %s"
                        .formatted(
                                one.collection(),
                                fault.reason(),
                                fault.detail().replaceFirst("\\.$", ""),
                                fault.remedy())
                        .strip())
                .ifPresent(remarks::add);
        var prefix = one.collection() + ": ";
        // Some say which of its tables they are about.
        one.notices().forEach(notice -> remarks.add(notice.startsWith(prefix) ? notice : prefix + notice));
        return remarks;
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1fs", took.toMillis() / 1000.0);
    }
}
