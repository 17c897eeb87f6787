package io.sluice.inbox;

import static io.sluice.inbox.DeliverySql.OPEN;

import io.sluice.event.Event;
import io.sluice.event.EventType;
import io.sluice.inbox.Store.Pause;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The queries, in the SQL that both databases understand; each one statement, and so one snapshot. */
final class Reads {
    private static final String EVENT =
            "SELECT seq, source, message_id, type, ts, received_at, body, imported FROM event ";
    private final Statements sql;

    Reads(Statements sql) {
        this.sql = sql;
    }

    /** The sizes are added up first, so that neither the driver nor we hold more bodies than asked for. */
    List<LoggedEvent> eventsAfter(long seq, int limit, long maxBytes) {
        return sql.list(EVENT + """
                        WHERE seq > ? AND seq <= (
                            SELECT max(seq) FROM (
                                SELECT seq, sum(size) OVER (ORDER BY seq) - size AS before FROM (
                                    SELECT seq, length(body) AS size FROM event WHERE seq > ? ORDER BY seq LIMIT ?
                                ) AS head
                            ) AS summed WHERE before < ?)
                        ORDER BY seq""", Reads::event, seq, seq, limit, Math.max(1, maxBytes));
    }

    /** @param rest of the statement, with its parameters bound */
    List<LoggedEvent> eventsWhere(String rest, Object... parameters) {
        return sql.list(EVENT + rest, Reads::event, parameters);
    }

    List<LoggedEvent> events(Collection<Long> seqs) {
        var found = new ArrayList<LoggedEvent>(seqs.size());
        InList.each(
                new TreeSet<>(seqs),
                (marks, some) -> found.addAll(
                        sql.list(EVENT + "WHERE seq IN (" + marks + ") ORDER BY seq", Reads::event, some.toArray())));
        return found;
    }

    /** All rows of these events. */
    List<DeliveryRow> rowsOf(Collection<Long> seqs) {
        var found = new ArrayList<DeliveryRow>();
        InList.each(
                seqs,
                (marks, some) -> found.addAll(sql.list(
                        DeliverySql.SELECT + "WHERE seq IN (" + marks + ")", DeliverySql::read, some.toArray())));
        return found;
    }

    long logEnd() {
        return sql.first("SELECT coalesce(max(seq), 0) FROM event", row -> row.getLong(1))
                .orElseThrow();
    }

    LaneRow lane(String name) {
        return sql.first("SELECT * FROM lane WHERE name = ?", Reads::lane, name)
                .orElseThrow(
                        () -> new IllegalStateException("The lane '" + name + "' is not registered in the store."));
    }

    List<DeliveryRow> due(String lane, long now, int limit) {
        return sql.list(DeliverySql.SELECT + """
                        WHERE lane = ? AND next_at <= ? AND state IN ('waiting', 'parked')
                        ORDER BY next_at, seq, mapping LIMIT ?""", DeliverySql::read, lane, now, limit);
    }

    List<DeliveryRow> openRows(String lane, String key, int limit) {
        return sql.list(
                DeliverySql.SELECT + "WHERE lane = ? AND key = ? AND " + OPEN + " ORDER BY seq, mapping LIMIT ?",
                DeliverySql::read,
                lane,
                key,
                limit);
    }

    List<DeliveryRow> rowsInState(String lane, DeliveryRow.State state) {
        return sql.list(
                DeliverySql.SELECT + "WHERE lane = ? AND state = ? ORDER BY seq, mapping",
                DeliverySql::read,
                lane,
                state.word());
    }

    Map<MappingKey, Integer> openKeys(String lane) {
        return sql
                .list(
                        "SELECT mapping, key, count(*) FROM delivery WHERE lane = ? AND " + OPEN
                                + " GROUP BY mapping, key",
                        row -> Map.entry(new MappingKey(row.getString(1), row.getString(2)), row.getInt(3)),
                        lane)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    List<DeliveryRow> rowsAfter(String lane, long seq) {
        return sql.list(
                DeliverySql.SELECT + "WHERE lane = ? AND seq > ? ORDER BY seq, mapping", DeliverySql::read, lane, seq);
    }

    Optional<Pause> pause(String account) {
        return sql.first(
                "SELECT paused_until, reason FROM account WHERE name = ? AND paused_until > 0 AND reason IS NOT NULL",
                row -> new Pause(row.getLong(1), DeliverySql.reason(row).orElseThrow()),
                account);
    }

    private static LoggedEvent event(ResultSet row) throws SQLException {
        long seq = row.getLong("seq");
        var event = new Event(
                row.getString("source"),
                row.getString("message_id"),
                EventType.of(row.getString("type")).orElseThrow(),
                Instant.ofEpochMilli(row.getLong("ts")),
                Instant.ofEpochMilli(row.getLong("received_at")),
                EventBody.read(seq, row.getBytes("body")),
                row.getBoolean("imported"));
        return new LoggedEvent(seq, event);
    }

    private static LaneRow lane(ResultSet row) throws SQLException {
        return new LaneRow(
                row.getString("name"),
                row.getString("account"),
                row.getLong("position"),
                row.getString("ahead"),
                row.getLong("read_to"),
                row.getLong("paused_until"),
                DeliverySql.reason(row));
    }
}
