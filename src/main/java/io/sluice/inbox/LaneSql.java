package io.sluice.inbox;

import static io.sluice.inbox.DeliverySql.OPEN;
import static io.sluice.inbox.DeliverySql.code;

import io.sluice.delivery.Reason;
import java.util.Collection;
import java.util.Optional;

/** How far a lane has come, whose turn it is there, and whether it pauses: the table {@code lane}. */
final class LaneSql {
    private LaneSql() {}

    static void register(Statements sql, String lane, String account) {
        // WHERE true: without it SQLite takes ON for the beginning of a join.
        var statement = """
                INSERT INTO lane (name, account, began, position)
                SELECT ?, ?, coalesce(max(seq), 0), coalesce(max(seq), 0) FROM event WHERE true
                ON CONFLICT (name) DO UPDATE SET account = excluded.account""";
        sql.update(statement, lane, account);
    }

    static void move(Statements sql, String lane, long position, String ahead) {
        var update = "UPDATE lane SET position = ?, ahead = ? WHERE name = ?";
        mustExist(lane, sql.update(update, position, ahead, lane));
        sql.update("DELETE FROM delivery WHERE lane = ? AND state = 'done' AND seq <= ?", lane, position);
    }

    static void reading(Statements sql, String lane, long readTo) {
        var update = "UPDATE lane SET read_to = CASE WHEN read_to < ? THEN ? ELSE read_to END WHERE name = ?";
        mustExist(lane, sql.update(update, readTo, readTo, lane));
    }

    static void free(Statements sql, String lane, Collection<String> keys, long now) {
        // Only where the lowest open row waits without a turn: freeing a key twice must not free two of its rows.
        var lowestOpen = "SELECT seq, mapping FROM delivery WHERE lane = ? AND key = ? AND " + OPEN
                + " ORDER BY seq, mapping LIMIT 1";
        var update = "UPDATE delivery SET next_at = ? WHERE lane = ? AND state = 'waiting' AND next_at IS NULL"
                + " AND (seq, mapping) = (" + lowestOpen + ")";
        sql.batch(update, keys, key -> new Object[] {now, lane, lane, key});
    }

    static void unblock(Statements sql, String lane, long now) {
        sql.update(
                "UPDATE delivery SET next_at = ? WHERE lane = ? AND state = 'waiting' AND next_at > ?", now, lane, now);
        sql.update("""
                UPDATE delivery SET next_at = ? WHERE lane = ? AND state = 'waiting' AND next_at IS NULL
                    AND NOT EXISTS (SELECT 1 FROM delivery head WHERE head.lane = delivery.lane
                        AND head.key = delivery.key AND head.state IN ('waiting', 'parked', 'sending')
                        AND (head.seq, head.mapping) < (delivery.seq, delivery.mapping))""", now, lane);
    }

    static void pause(Statements sql, String lane, long until, Optional<Reason> reason, long now) {
        var update = """
                UPDATE lane SET paused_until = ?, reason = ?,
                    paused_since = CASE WHEN reason IS NULL THEN ? ELSE paused_since END
                WHERE name = ?""";
        mustExist(lane, sql.update(update, until, code(reason), now, lane));
    }

    private static void mustExist(String lane, int changed) {
        if (changed == 0) {
            throw new IllegalStateException("The lane '" + lane + "' is not registered in the store.");
        }
    }
}
