package io.sluice.inbox;

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
        if (!AccountSql.fence(sql, database, account).equals(Optional.of(fence))) {
            throw new LeaseLost(account);
        }
    }

    @Override
    public Optional<Long> lease(String account, String holder, long leaseMillis) {
        return AccountSql.lease(sql, database, account, holder, leaseMillis, now());
    }

    @Override
    public void release(String account, String holder, long restMillis) {
        AccountSql.release(sql, account, holder, restMillis == 0 ? 0 : now() + restMillis);
    }

    @Override
    public void register(String lane, String account) {
        LaneSql.register(sql, lane, account);
    }

    @Override
    public void move(String lane, long position, String ahead) {
        LaneSql.move(sql, lane, position, ahead);
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
        LaneSql.reading(sql, lane, readTo);
    }

    @Override
    public void free(String lane, Collection<String> keys) {
        LaneSql.free(sql, lane, keys, database.clock().now());
    }

    @Override
    public void unblock(String lane) {
        LaneSql.unblock(sql, lane, database.clock().now());
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
        AccountSql.pause(sql, account, until, reason, database.clock().now());
    }

    @Override
    public void pauseLane(String lane, long until, Optional<Reason> reason) {
        LaneSql.pause(sql, lane, until, reason, database.clock().now());
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
}
