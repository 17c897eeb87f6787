package io.sluice.sync;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.delivery.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the sync writes down of itself: a row of {@code _sync_runs} for each collection and run, one of {@code _sync_state}. */
final class RunRecords {
    static final String RUNNING = "running";

    /** A quarter, as what could not be delivered is kept: some thousand rows, or a hundred thousand with a run every five minutes. */
    static final Duration KEPT = Duration.ofDays(90);

    private final Sql sql;
    private final String runs;
    private final String state;

    RunRecords(Sql sql, String schema) {
        this.sql = sql;
        this.runs = Identifier.quoted(schema, RunTables.RUNS.name());
        this.state = Identifier.quoted(schema, RunTables.STATE.name());
    }

    void running(String runId, String collection, Instant startedAt) throws SQLException {
        sql.update(
                "INSERT INTO " + runs + " (run_id, collection, started_at, status) VALUES (?, ?, ?, ?)",
                runId,
                collection,
                startedAt,
                RUNNING);
    }

    /** Locks the record. @return false when it is not running: another run has begun, and has taken this one for dead */
    boolean stillRunning(String runId, String collection) throws SQLException {
        return sql.update(
                        "UPDATE " + runs + " SET status = status WHERE run_id = ? AND collection = ? AND status = ?",
                        runId,
                        collection,
                        RUNNING)
                == 1;
    }

    /** The word of a record; empty when there is none. */
    Optional<String> status(String runId, String collection) throws SQLException {
        return sql
                .list(
                        "SELECT status FROM " + runs + " WHERE run_id = ? AND collection = ?",
                        row -> row.getString(1),
                        runId,
                        collection)
                .stream()
                .findFirst();
    }

    /** Whoever has the lock knows that no other run is alive. */
    void dead(Instant now) throws SQLException {
        sql.update(
                "UPDATE " + runs
                        + " SET status = ?, finished_at = ?, reason = ?, detail = ?, remedy = ? WHERE status = ?",
                Status.FAILURE.word(),
                now,
                Reason.INTERRUPTED.code(),
                "The process that made this run ended, or lost the warehouse, before it was over.",
                "Nothing: the next run makes up for it. If it repeats, look for why the process ends.",
                RUNNING);
    }

    /** Removes the records of runs that began longer ago than they are kept; the state of each collection stays. */
    void forgetOld(Instant now) throws SQLException {
        sql.update("DELETE FROM " + runs + " WHERE started_at < ?", now.minus(KEPT));
    }

    /** Each table has a record and a state; calls, notices and the watermark are told with the first, whose collection it is. */
    void committed(Load load, Written written, Instant now) throws SQLException {
        for (var table : written.tables().entrySet()) {
            committed(load, written, table.getKey(), table.getValue(), now);
        }
    }

    private void committed(Load load, Written written, String table, Changes changes, Instant now) throws SQLException {
        boolean first = table.equals(load.collection());
        var status = written.status();
        if (status(load.runId(), table).isEmpty()) {
            running(load.runId(), table, load.startedAt());
        }
        finish(
                load.runId(),
                table,
                now,
                status,
                changes,
                first ? load.calls() : 0,
                first ? load.retries() : 0,
                first ? written.notices() : List.of(),
                Optional.empty());
        var success = status == Status.SUCCESS ? load.startedAt() : null;
        state(
                table,
                first ? load.watermark().orElse(null) : null,
                load.startedAt(),
                success,
                load.full() ? success : null,
                status);
    }

    /** A result that is there already stays: it was committed, and the answer was lost. */
    void failed(String runId, Instant startedAt, CollectionReport report, Instant now) throws SQLException {
        if (brokenOff(runId, startedAt, report, now)) {
            state(report.collection(), null, startedAt, null, null, Status.FAILURE);
        }
    }

    /**
     * A record alone: the state stays as if there had been no run, which therefore is due as before.
     *
     * @return false when there is a result already
     */
    boolean brokenOff(String runId, Instant startedAt, CollectionReport report, Instant now) throws SQLException {
        var collection = report.collection();
        if (status(runId, collection).isEmpty()) {
            running(runId, collection, startedAt);
        }
        return finish(
                runId,
                collection,
                now,
                Status.FAILURE,
                report.changes(),
                report.calls(),
                report.retries(),
                report.notices(),
                report.fault());
    }

    private boolean finish(
            String runId,
            String collection,
            Instant now,
            Status status,
            Changes changes,
            int calls,
            int retries,
            List<String> notices,
            Optional<Fault> fault)
            throws SQLException {
        var json = JsonNodeFactory.instance.arrayNode();
        notices.forEach(json::add);
        return sql.update(
                        "UPDATE " + runs + """
                         SET finished_at = ?, status = ?, fetched = ?, inserted = ?, updated = ?, unchanged = ?, deleted = ?,
                        calls = ?, retries = ?, notices = ?, reason = ?, detail = ?, remedy = ?
                        WHERE run_id = ? AND collection = ? AND status IN ('running', 'failure')""",
                        now,
                        status.word(),
                        changes.fetched(),
                        changes.inserted(),
                        changes.updated(),
                        changes.unchanged(),
                        changes.deleted(),
                        calls,
                        retries,
                        json,
                        fault.map(Fault::reason).orElse(null),
                        fault.map(Fault::detail).orElse(null),
                        fault.map(Fault::remedy).orElse(null),
                        runId,
                        collection)
                == 1;
    }

    private void state(
            String collection, Instant watermark, Instant runAt, Instant successAt, Instant fullAt, Status status)
            throws SQLException {
        sql.update("INSERT INTO " + state + """
                 AS s (collection, watermark, last_run_at, last_success_at, last_full_at, last_status)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (collection) DO UPDATE SET
                    watermark = CASE WHEN s.watermark IS NULL OR excluded.watermark > s.watermark
                        THEN excluded.watermark ELSE s.watermark END,
                    last_run_at = excluded.last_run_at,
                    last_success_at = COALESCE(excluded.last_success_at, s.last_success_at),
                    last_full_at = COALESCE(excluded.last_full_at, s.last_full_at),
                    last_status = excluded.last_status""", collection, watermark, runAt, successAt, fullAt, status.word());
    }

    Map<String, CollectionState> states() throws SQLException {
        var states = new HashMap<String, CollectionState>();
        sql.list(
                "SELECT collection, watermark, last_run_at, last_success_at, last_full_at, last_status FROM " + state,
                row -> states.put(
                        row.getString(1),
                        new CollectionState(
                                time(row, 2),
                                time(row, 3),
                                time(row, 4),
                                time(row, 5),
                                Status.named(row.getString(6)))));
        return Map.copyOf(states);
    }

    private Optional<Instant> time(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(sql.dialect().instant(row, column));
    }
}
