package io.sluice.inbox;

import io.sluice.delivery.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** How a {@link DeliveryRow} is kept in the table {@code delivery}. */
final class DeliverySql {
    private static final String COLUMNS =
            "lane, seq, mapping, key, state, next_at, attempts, tried_millis, reason, detail";

    static final String SELECT = "SELECT " + COLUMNS + " FROM delivery ";

    static final String INSERT = """
            INSERT INTO delivery (state, next_at, attempts, tried_millis, reason, detail, changed_at,
                lane, seq, mapping, key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    static final String UPDATE = """
            UPDATE delivery SET state = ?, next_at = ?, attempts = ?, tried_millis = ?, reason = ?, detail = ?,
                changed_at = ? WHERE lane = ? AND seq = ? AND mapping = ?""";

    private DeliverySql() {}

    /** The condition that a row is open: in the words of the partial index, or the index is not used. */
    static final String OPEN = " state IN ('waiting', 'parked', 'sending') ";

    /** For {@link #INSERT}; all but the last, the key, for {@link #UPDATE}. */
    static Object[] parameters(DeliveryRow row, long changedAt) {
        return new Object[] {
            row.state().word(),
            row.nextAt().orElse(null),
            row.attempts(),
            row.triedMillis(),
            code(row.reason()),
            row.detail(),
            changedAt,
            row.lane(),
            row.seq(),
            row.mapping(),
            row.key()
        };
    }

    static DeliveryRow read(ResultSet row) throws SQLException {
        return new DeliveryRow(
                row.getString("lane"),
                row.getLong("seq"),
                row.getString("mapping"),
                row.getString("key"),
                DeliveryRow.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                optionalLong(row, "next_at"),
                row.getInt("attempts"),
                row.getLong("tried_millis"),
                reason(row),
                row.getString("detail"));
    }

    static String code(Optional<Reason> reason) {
        return reason.map(Reason::code).orElse(null);
    }

    /** From a column of that name. */
    static Optional<Reason> reason(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getString("reason")).map(code -> Reason.valueOf(code.toUpperCase(Locale.ROOT)));
    }

    private static Optional<Long> optionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
