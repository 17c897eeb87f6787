package io.sluice.fault;

import io.sluice.fault.KillPoint.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteErrorCode;

/** By a trigger that counts without an end: nothing in SQLite waits. */
final class SqliteHalt implements Halt {
    /**
     * Longer than any other transaction takes, of this collection or of those beside it: the write lock is held for that long only by
     * the one that counts.
     */
    private static final Duration LONG = Duration.ofMillis(800);

    private final Connection connection;
    private Statement statement;
    private String newestRun = "";
    private long freeNanos;

    /** @param connection to the warehouse's file itself */
    SqliteHalt(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void at(Statement halted) throws SQLException {
        statement = halted;
        newestRun = text("SELECT max(run_id) FROM _sync_runs");
        execute("PRAGMA busy_timeout = 5000");
        execute(
                "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n");
        execute("CREATE TRIGGER halt %s ON %s WHEN %s BEGIN SELECT count(*) FROM endless; END"
                .formatted(halted.when().sql(), halted.table(), halted.condition()));
        execute("PRAGMA busy_timeout = 0");
        freeNanos = System.nanoTime();
    }

    @Override
    public boolean reached() throws SQLException {
        try {
            execute("BEGIN IMMEDIATE");
            execute("ROLLBACK");
            freeNanos = System.nanoTime();
            return false;
        } catch (SQLException e) {
            if (e.getErrorCode() != SQLiteErrorCode.SQLITE_BUSY.code) {
                throw e;
            }
            return System.nanoTime() - freeNanos > LONG.toNanos() && isThere();
        }
    }

    private boolean isThere() throws SQLException {
        var status = text("SELECT status FROM _sync_runs WHERE collection = '" + statement.collection()
                + "' AND run_id > '" + newestRun + "'");
        return status.equals(statement.committed() ? "success" : "running");
    }

    @Override
    public void lift() throws SQLException {
        execute("PRAGMA busy_timeout = 5000");
        execute("DROP TRIGGER halt");
        execute("DROP VIEW endless");
    }

    private String text(String sql) throws SQLException {
        try (var asked = connection.createStatement();
                var answer = asked.executeQuery(sql)) {
            return answer.next() && answer.getString(1) != null ? answer.getString(1) : "";
        }
    }

    private void execute(String sql) throws SQLException {
        try (var asked = connection.createStatement()) {
            asked.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
