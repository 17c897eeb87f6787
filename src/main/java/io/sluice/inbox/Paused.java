package io.sluice.inbox;

import io.sluice.delivery.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An account or a lane that makes no calls but probes.
 *
 * @param lane empty: the whole account
 * @param until when the next probe is made
 */
public record Paused(String account, Optional<String> lane, Reason reason, Instant since, Instant until) {
    static List<Paused> all(Statements sql) {
        return sql.list("""
                SELECT name AS account, NULL AS lane, reason, paused_since, paused_until FROM account WHERE reason IS NOT NULL
                UNION ALL
                SELECT account, name, reason, paused_since, paused_until FROM lane WHERE reason IS NOT NULL""", Paused::of);
    }

    private static Paused of(ResultSet row) throws SQLException {
        return new Paused(
                row.getString("account"),
                Optional.ofNullable(row.getString("lane")),
                DeliverySql.reason(row).orElseThrow(),
                Instant.ofEpochMilli(row.getLong("paused_since")),
                Instant.ofEpochMilli(row.getLong("paused_until")));
    }
}
