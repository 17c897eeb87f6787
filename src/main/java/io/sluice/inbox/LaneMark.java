package io.sluice.inbox;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How far a lane has come in the log, as the store has it. */
final class LaneMark {
    private final String lane;
    private final long began;
    private final Progress progress;
    private final Set<RowId> submitted;

    private LaneMark(String lane, long began, Progress progress, Set<RowId> submitted) {
        this.lane = lane;
        this.began = began;
        this.progress = progress;
        this.submitted = submitted;
    }

    /** By the name of the lane. */
    static Map<String, LaneMark> all(Statements sql) {
        return sql
                .list(
                        "SELECT name, began, position, ahead FROM lane",
                        row -> new LaneMark(
                                row.getString(1),
                                row.getLong(2),
                                new Progress(row.getLong(3), row.getString(4)),
                                submitted(sql, row.getString(1))))
                .stream()
                .collect(Collectors.toMap(mark -> mark.lane, Function.identity()));
    }

    private static Set<RowId> submitted(Statements sql, String lane) {
        return JobSql.jobs(sql, lane).stream()
                .flatMap(job -> job.lines().stream())
                .flatMap(line -> line.sources().stream())
                .map(source -> new RowId(source.seq(), source.mapping()))
                .collect(Collectors.toSet());
    }

    /** Whether the event was in the log before the lane was there: it has never looked at it. */
    boolean isBefore(long seq) {
        return seq <= began;
    }

    /** Whether the event is done, or has a row, or is part of a job. */
    boolean hasPassed(long seq) {
        return progress.hasPassed(seq);
    }

    /** Whether it is part of a job whose verdicts are still to be had. */
    boolean isSubmitted(RowId delivery) {
        return submitted.contains(delivery);
    }

    /** Nothing beyond it has been passed. */
    long end() {
        return progress.end();
    }
}
