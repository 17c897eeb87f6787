package io.sluice.sync;

import io.sluice.sync.TableSql.Difference;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings what was read of one collection to its tables: staged and compared first, then written in one transaction. */
final class Loading {
    private final Sql sql;
    private final String schema;
    private final boolean history;
    private final Load load;
    private final List<String> notices;
    private final Map<TableSql, Difference> tables = new LinkedHashMap<>();
    private boolean braked;

    Loading(Sql sql, String schema, boolean history, Load load) {
        this.sql = sql;
        this.schema = schema;
        this.history = history;
        this.load = load;
        this.notices = new ArrayList<>(load.notices());
    }

    /** What there would be to write. The tables need not be there. */
    Written compare() throws SQLException, IOException {
        for (var table : load.tables()) {
            var stage = new Stage(table, sql.dialect());
            sql.dialect().stage(sql, stage, load.rows());
            notices.addAll(stage.notices());
            var statements = new TableSql(sql, schema, stage);
            boolean there = !sql.dialect().columns(sql, table.name()).isEmpty();
            var difference = there ? statements.difference() : statements.differenceToNothing();
            tables.put(statements, difference);
            if (load.complete() && !load.confirmed()) {
                var notice = DeletionBrake.notice(load.sync(), load.collection(), table.name(), difference);
                notice.ifPresent(notices::add);
                braked |= notice.isPresent();
            }
        }
        return written();
    }

    private Written written() {
        var changes = new LinkedHashMap<String, Changes>();
        tables.forEach((table, difference) -> changes.put(table.name(), difference.changes(deleting())));
        return new Written(changes, braked || load.shortfall() ? Status.PARTIAL : Status.SUCCESS, List.copyOf(notices));
    }

    /** The tables of a collection come from the same reading: when it is in doubt for one, it is for all. */
    private boolean deleting() {
        return load.complete() && !braked;
    }

    /** Everything that was compared, and what is to be remembered of it. For within a transaction. */
    void write(Written written, Instant now) throws SQLException {
        for (var table : tables.entrySet()) {
            write(table.getKey(), table.getValue(), now);
        }
        new RunRecords(sql, schema).committed(load, written, now);
    }

    private void write(TableSql table, Difference difference, Instant now) throws SQLException {
        boolean anyDeleted = deleting() && difference.missing() > 0;
        if (history) {
            if (deleting()) {
                table.endVersionsOfDeleted(now);
            }
            table.addVersions();
        }
        if (anyDeleted) {
            table.markDeleted(now);
        }
        if (difference.unchanged() < difference.fetched()) {
            table.upsert(now);
        }
    }

    void dropStages() throws SQLException {
        for (var table : tables.keySet()) {
            table.dropStage();
        }
    }
}
