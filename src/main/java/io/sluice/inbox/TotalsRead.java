package io.sluice.inbox;

import static io.sluice.inbox.DeliverySql.OPEN;

import io.sluice.inbox.Store.OpenKey;
import io.sluice.inbox.Store.Totals;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The totals: several queries, which the caller runs in one snapshot. */
final class TotalsRead {
    /** Up to here the events beyond a position are counted; more are told by their numbers, gaps included. */
    private static final int EXACT_LAG = 10_000;

    private final Statements sql;
    private final long now;

    TotalsRead(Statements sql, long now) {
        this.sql = sql;
        this.now = now;
    }

    Totals totals() {
        var oldest = new HashMap<>(oldestBeyondPosition());
        oldestOpen().forEach((lane, millis) -> oldest.merge(lane, millis, Math::max));
        oldestSubmitted().forEach((lane, millis) -> oldest.merge(lane, millis, Math::max));
        return new Totals(counts(), open(), lag(), oldest);
    }

    private Map<Count, Long> counts() {
        return map(
                "SELECT lane, mapping, what, reason, n FROM counter",
                row -> Map.entry(
                        new Count(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                        row.getLong(5)));
    }

    private Map<OpenKey, Long> open() {
        return map(
                "SELECT lane, mapping, state, count(*) FROM delivery WHERE " + OPEN + " GROUP BY lane, mapping, state"
                        + " UNION ALL SELECT lane, mapping, 'submitted', sum(n) FROM job_open GROUP BY lane, mapping",
                row -> Map.entry(new OpenKey(row.getString(1), row.getString(2), row.getString(3)), row.getLong(4)));
    }

    private Map<String, Long> lag() {
        var query = """
                SELECT name,
                    (SELECT count(*) FROM (SELECT 1 FROM event WHERE seq > lane.position LIMIT ?) AS counted),
                    coalesce((SELECT max(seq) FROM event), 0) - position
                FROM lane""";
        return map(
                query,
                row -> Map.entry(row.getString(1), row.getLong(2) < EXACT_LAG ? row.getLong(2) : row.getLong(3)),
                EXACT_LAG);
    }

    private Map<String, Long> oldestBeyondPosition() {
        var query = """
                SELECT lane.name, event.received_at FROM lane
                JOIN event ON event.seq = (SELECT min(seq) FROM event WHERE seq > lane.position)""";
        return map(query, row -> Map.entry(row.getString(1), now - row.getLong(2)));
    }

    private Map<String, Long> oldestOpen() {
        return map(
                "SELECT lowest.lane, event.received_at FROM (SELECT lane, min(seq) AS seq FROM delivery WHERE " + OPEN
                        + " GROUP BY lane) AS lowest JOIN event ON event.seq = lowest.seq",
                row -> Map.entry(row.getString(1), now - row.getLong(2)));
    }

    private Map<String, Long> oldestSubmitted() {
        return map(
                "SELECT lowest.lane, event.received_at FROM (SELECT lane, min(first_seq) AS seq FROM job GROUP BY lane)"
                        + " AS lowest JOIN event ON event.seq = lowest.seq",
                row -> Map.entry(row.getString(1), now - row.getLong(2)));
    }

    private <K> Map<K, Long> map(String query, Statements.RowReader<Map.Entry<K, Long>> reader, Object... parameters) {
        return sql.list(query, reader, parameters).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
