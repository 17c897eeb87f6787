package io.sluice.inbox;

import static io.sluice.inbox.DeliverySql.OPEN;
import static io.sluice.inbox.DeliverySql.code;

import io.sluice.delivery.Job;
import io.sluice.delivery.Newest;
import io.sluice.delivery.Reason;
import io.sluice.event.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is written beside the traffic and by it, in the SQL that both databases understand. */
final class SqlTx implements Tx {
    private final Connection connection;
    private final Database database;
    private final Statements sql;

    SqlTx(Connection connection, Database database) {
        this.connection = connection;
        this.database = database;
        this.sql = new Statements(connection);
    }

    @Override
    public long now() {
        try {
            return database.clock().ask(connection);
        } catch (SQLException e) {
            throw new SqlFault(e);
        }
    }

    @Override
    public int append(List<Event> events) {
        return appendRows(EventRow.of(events));
    }

    int appendRows(List<EventRow> rows) {
        try {
            int added = database.append(connection, List.of(rows))[0];
            PeopleSql.suppress(sql, rows);
            return added;
        } catch (SQLException e) {
            throw new SqlFault(e);
        }
    }

    @Override
    public void fence(String account, long fence) throws LeaseLost {
        var select = "SELECT fence FROM account WHERE name = ?" + database.holdingRow();
        var current = sql.first(select, row -> row.getLong(1), account);
        if (!current.equals(Optional.of(fence))) {
            throw new LeaseLost(account);
        }
    }

    @Override
    public Optional<Long> lease(String account, String holder, long leaseMillis) {
        long now = now();
        var statement = """
                INSERT INTO account (name, holder, fence, expires_at) VALUES (?, ?, 1, ?)
                ON CONFLICT (name) DO UPDATE SET
                    fence = account.fence + CASE WHEN account.holder = excluded.holder THEN 0 ELSE 1 END,
                    holder = excluded.holder,
                    expires_at = excluded.expires_at
                WHERE account.holder IS NULL OR account.holder = excluded.holder OR account.expires_at <= ? OR ?
                RETURNING fence""";
        return sql.first(
                statement, row -> row.getLong(1), account, holder, now + leaseMillis, now, database.exclusive());
    }

    @Override
    public void release(String account, String holder) {
        sql.update("UPDATE account SET holder = NULL, expires_at = 0 WHERE name = ? AND holder = ?", account, holder);
    }

    @Override
    public void register(String lane, String account) {
        // WHERE true: without it SQLite takes ON for the beginning of a join.
        var statement = """
                INSERT INTO lane (name, account, began, position)
                SELECT ?, ?, coalesce(max(seq), 0), coalesce(max(seq), 0) FROM event WHERE true
                ON CONFLICT (name) DO UPDATE SET account = excluded.account""";
        sql.update(statement, lane, account);
    }

    @Override
    public void move(String lane, long position, String ahead) {
        var update = "UPDATE lane SET position = ?, ahead = ? WHERE name = ?";
        mustExist(lane, sql.update(update, position, ahead, lane));
        sql.update("DELETE FROM delivery WHERE lane = ? AND state = 'done' AND seq <= ?", lane, position);
    }

    @Override
    public void insert(List<DeliveryRow> rows) {
        sql.batch(
                DeliverySql.INSERT,
                rows,
                row -> DeliverySql.parameters(row, database.clock().now()));
    }

    @Override
    public void update(List<DeliveryRow> rows) {
        sql.batch(DeliverySql.UPDATE, rows, row -> {
            var parameters = DeliverySql.parameters(row, database.clock().now());
            return Arrays.copyOf(parameters, parameters.length - 1);
        });
    }

    @Override
    public void delete(List<DeliveryRow> rows) {
        sql.batch("DELETE FROM delivery WHERE lane = ? AND seq = ? AND mapping = ?", rows, row ->
                new Object[] {row.lane(), row.seq(), row.mapping()});
    }

    @Override
    public void insert(Job job) {
        JobSql.insert(sql, job);
    }

    @Override
    public void delete(Job job) {
        JobSql.delete(sql, job);
    }

    @Override
    public void reading(String lane, long readTo) {
        var update = "UPDATE lane SET read_to = CASE WHEN read_to < ? THEN ? ELSE read_to END WHERE name = ?";
        mustExist(lane, sql.update(update, readTo, readTo, lane));
    }

    @Override
    public void free(String lane, Collection<String> keys) {
        long now = database.clock().now();
        // Only where the lowest open row waits without a turn: freeing a key twice must not free two of its rows.
        var lowestOpen = "SELECT seq, mapping FROM delivery WHERE lane = ? AND key = ? AND " + OPEN
                + " ORDER BY seq, mapping LIMIT 1";
        var update = "UPDATE delivery SET next_at = ? WHERE lane = ? AND state = 'waiting' AND next_at IS NULL"
                + " AND (seq, mapping) = (" + lowestOpen + ")";
        sql.batch(update, keys, key -> new Object[] {now, lane, lane, key});
    }

    @Override
    public void unblock(String lane) {
        long now = database.clock().now();
        sql.update(
                "UPDATE delivery SET next_at = ? WHERE lane = ? AND state = 'waiting' AND next_at > ?", now, lane, now);
        sql.update("""
                UPDATE delivery SET next_at = ? WHERE lane = ? AND state = 'waiting' AND next_at IS NULL
                    AND NOT EXISTS (SELECT 1 FROM delivery head WHERE head.lane = delivery.lane
                        AND head.key = delivery.key AND head.state IN ('waiting', 'parked', 'sending')
                        AND (head.seq, head.mapping) < (delivery.seq, delivery.mapping))""", now, lane);
    }

    @Override
    public void remember(String account, Collection<String> keys, long until) {
        PeopleSql.remember(sql, account, keys, until);
    }

    @Override
    public void forget(String account, Collection<String> keys) {
        PeopleSql.forget(sql, account, keys);
    }

    @Override
    public void rememberNewest(String lane, Map<String, Newest> newest) {
        NewestSql.remember(sql, lane, newest, database.clock().now());
    }

    @Override
    public void submitNewest(String lane, Map<String, Newest> newest) {
        NewestSql.submit(sql, lane, newest, database.clock().now());
    }

    @Override
    public void endSubmittedNewest(String lane, Map<String, Boolean> written) {
        NewestSql.endSubmitted(sql, lane, written, database.clock().now());
    }

    @Override
    public void forgetNewest(String lane, Collection<String> keys) {
        NewestSql.forget(sql, lane, keys);
    }

    @Override
    public void count(Map<Count, Long> counts) {
        // In one order everywhere, so that two processes cannot wait for each other's rows.
        var sorted = counts.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .toList();
        var statement = """
                INSERT INTO counter (lane, mapping, what, reason, n) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (lane, mapping, what, reason) DO UPDATE SET n = counter.n + excluded.n""";
        sql.batch(statement, sorted, entry -> {
            var count = entry.getKey();
            return new Object[] {count.lane(), count.mapping(), count.what(), count.reason(), entry.getValue()};
        });
    }

    @Override
    public void record(List<CallRow> calls) {
        var statement = """
                INSERT INTO call (lane, target, first_seq, last_seq, rows, calls, status, receipt, started_at, took_millis)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
        sql.batch(statement, calls, call -> new Object[] {
            call.lane(),
            call.target(),
            call.firstSeq(),
            call.lastSeq(),
            call.rows(),
            call.calls(),
            call.status(),
            call.receipt(),
            call.startedAt(),
            call.tookMillis()
        });
    }

    @Override
    public void pauseAccount(String account, long until, Optional<Reason> reason) {
        long now = database.clock().now();
        var statement = """
                INSERT INTO account (name, paused_until, paused_since, reason) VALUES (?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET paused_until = excluded.paused_until, reason = excluded.reason,
                    paused_since = CASE WHEN account.reason IS NULL THEN excluded.paused_since ELSE account.paused_since END""";
        sql.update(statement, account, until, now, code(reason));
    }

    @Override
    public void pauseLane(String lane, long until, Optional<Reason> reason) {
        long now = database.clock().now();
        var update = """
                UPDATE lane SET paused_until = ?, reason = ?,
                    paused_since = CASE WHEN reason IS NULL THEN ? ELSE paused_since END
                WHERE name = ?""";
        mustExist(lane, sql.update(update, until, code(reason), now, lane));
    }

    /** For what only retention and errands do. */
    Statements sql() {
        return sql;
    }

    /** @return whether there is more to give back */
    boolean giveBackSpace() {
        try {
            return database.giveBackSpace(connection);
        } catch (SQLException e) {
            throw new SqlFault(e);
        }
    }

    private static void mustExist(String lane, int changed) {
        if (changed == 0) {
            throw new IllegalStateException("The lane '" + lane + "' is not registered in the store.");
        }
    }
}
