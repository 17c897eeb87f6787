package io.sluice.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How errands are kept in the table {@code errand}. */
final class ErrandSql {
    private static final String SELECT =
            "SELECT id, account, lane, kind, argument, state, progress, answer FROM errand ";

    private ErrandSql() {}

    /** @return its number */
    static long insert(Statements sql, String account, Optional<String> lane, Errand errand, long now) {
        var statement = """
                INSERT INTO errand (account, lane, kind, argument, state, answer, asked_at)
                VALUES (?, ?, ?, ?, 'open', '', ?) RETURNING id""";
        return sql.first(
                        statement,
                        row -> row.getLong(1),
                        account,
                        lane.orElse(null),
                        errand.kind(),
                        errand.argument(),
                        now)
                .orElseThrow();
    }

    /** In the order in which they were asked for. */
    static List<ErrandRow> open(Statements sql, String account) {
        return sql.list(SELECT + "WHERE account = ? AND state = 'open' ORDER BY id", ErrandSql::read, account);
    }

    /** @throws IllegalStateException when it is not there */
    static ErrandRow one(Statements sql, long id) {
        return sql.first(SELECT + "WHERE id = ?", ErrandSql::read, id)
                .orElseThrow(() -> new IllegalStateException("There is no errand " + id + " in the store."));
    }

    /** @return whether it was still open */
    static boolean answer(Statements sql, long id, ErrandRow.State state, String answer) {
        var update = "UPDATE errand SET state = ?, answer = ? WHERE id = ? AND state = 'open'";
        return sql.update(update, state.name().toLowerCase(Locale.ROOT), answer, id) == 1;
    }

    static void progress(Statements sql, long id, String line) {
        sql.update("UPDATE errand SET progress = ? WHERE id = ? AND state = 'open'", line, id);
    }

    private static ErrandRow read(ResultSet row) throws SQLException {
        return new ErrandRow(
                row.getLong("id"),
                row.getString("account"),
                Optional.ofNullable(row.getString("lane")),
                row.getString("kind"),
                row.getString("argument"),
                ErrandRow.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("progress"),
                row.getString("answer"));
    }
}
