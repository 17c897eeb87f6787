package io.sluice.sync;

import static io.sluice.sync.Identifier.equal;
import static io.sluice.sync.Identifier.list;
import static io.sluice.sync.Identifier.quoted;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares a stage with its table, and brings the table to what the stage holds. */
final class TableSql {
    private static final List<String> READ = List.of(Table.EXTRA, Table.RECEIVED_AT);

    private final Sql sql;
    private final String name;
    private final String stage;
    private final String target;
    private final String history;
    private final List<String> key;
    /** What is copied from the stage as it is, row hash aside. */
    private final List<String> copied;

    TableSql(Sql sql, String schema, Stage stage) {
        this.sql = sql;
        this.name = stage.table().name();
        this.stage = stage.name();
        this.target = quoted(schema, stage.table().name());
        this.history = quoted(schema, Shape.history(stage.table()).name());
        this.key = stage.table().key();
        this.copied = Stream.concat(stage.table().columns().stream().map(Column::name), READ.stream())
                .toList();
    }

    /**
     * @param fetched rows of the stage
     * @param known of these those that the table has
     * @param unchanged of these those that are live and the same
     * @param live rows of the table that are not deleted
     * @param missing of these those that the stage does not have
     */
    record Difference(long fetched, long known, long unchanged, long live, long missing) {
        Changes changes(boolean deleting) {
            return new Changes(fetched, fetched - known, known - unchanged, unchanged, deleting ? missing : 0);
        }
    }

    /** Of the table, as it was declared. */
    String name() {
        return name;
    }

    Difference difference() throws SQLException {
        long live = sql.one("SELECT count(*) FROM " + target + " WHERE NOT is_deleted", row -> row.getLong(1));
        return sql.one(
                """
                SELECT count(*), count(t.row_hash), count(*) FILTER (WHERE NOT t.is_deleted AND t.row_hash = s.row_hash),
                    count(*) FILTER (WHERE NOT t.is_deleted)
                FROM %s s LEFT JOIN %s t ON %s""".formatted(stage, target, equal("s", "t", key)),
                row -> new Difference(row.getLong(1), row.getLong(2), row.getLong(3), live, live - row.getLong(4)));
    }

    /** When there is no table yet. */
    Difference differenceToNothing() throws SQLException {
        long fetched = sql.one("SELECT count(*) FROM " + stage, row -> row.getLong(1));
        return new Difference(fetched, 0, 0, 0, 0);
    }

    /** Rows that have changed, that are new, or that had been deleted. The others are not touched, not even locked. */
    void upsert(Instant now) throws SQLException {
        var set = Stream.of(
                        copied.stream().filter(column -> !key.contains(column)),
                        Stream.of(Table.UUID_TS, Table.IS_DELETED, Table.DELETED_AT, Table.ROW_HASH))
                .flatMap(columns -> columns)
                .map(column -> quoted(column) + " = excluded." + quoted(column))
                .collect(Collectors.joining(", "));
        sql.update(
                """
                INSERT INTO %1$s (%2$s, uuid_ts, is_deleted, deleted_at, row_hash)
                SELECT %3$s, ?, false, NULL, s.row_hash FROM %4$s s
                WHERE NOT EXISTS (SELECT 1 FROM %1$s t WHERE %5$s AND t.row_hash = s.row_hash AND NOT t.is_deleted)
                ON CONFLICT (%6$s) DO UPDATE SET %7$s""".formatted(target, list(copied), list("s", copied), stage, equal("t", "s", key), list(key), set),
                now);
    }

    void markDeleted(Instant now) throws SQLException {
        sql.update("""
                UPDATE %s AS t SET is_deleted = true, deleted_at = ?, uuid_ts = ?
                WHERE NOT t.is_deleted AND NOT EXISTS (SELECT 1 FROM %s s WHERE %s)""".formatted(target, stage, equal("s", "t", key)), now, now);
    }

    /** Ends the versions that have been followed by another one, and begins those that are not there. */
    void addVersions() throws SQLException {
        sql.update("""
                UPDATE %s AS h SET valid_to = s.received_at FROM %s s
                WHERE %s AND h.valid_to IS NULL AND h.row_hash <> s.counted_hash""".formatted(history, stage, equal("s", "h", key)));
        sql.update("""
                INSERT INTO %1$s (%2$s, valid_from, row_hash)
                SELECT %3$s, s.received_at, s.counted_hash FROM %4$s s
                WHERE NOT EXISTS (SELECT 1 FROM %1$s h WHERE %5$s AND h.valid_to IS NULL)""".formatted(history, list(copied), list("s", copied), stage, equal("h", "s", key)));
    }

    void endVersionsOfDeleted(Instant now) throws SQLException {
        sql.update(
                "UPDATE %s AS h SET valid_to = ? WHERE h.valid_to IS NULL AND NOT EXISTS (SELECT 1 FROM %s s WHERE %s)"
                        .formatted(history, stage, equal("s", "h", key)),
                now);
    }

    void dropStage() throws SQLException {
        sql.execute("DROP TABLE IF EXISTS " + stage);
    }
}
