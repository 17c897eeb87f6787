package io.sluice.inbox;

import static io.sluice.inbox.DeliverySql.code;

import io.sluice.delivery.Reason;
import java.util.Optional;

/** Who may call an account, and whether anybody may: the table {@code account}. */
final class AccountSql {
    private AccountSql() {}

    /** @param fence the account's own: empty where it has none */
    static Optional<Long> fence(Statements sql, Database database, String account) {
        var select = "SELECT fence FROM account WHERE name = ?" + database.holdingRow();
        return sql.first(select, row -> row.getLong(1), account);
    }

    /** The holder of a lease that no gateway takes before its time, since what has it renews it: see {@link Leases}. */
    static final String BESIDE = "beside ";

    static boolean held(Statements sql, String account, long now) {
        var select = "SELECT 1 FROM account WHERE name = ? AND holder IS NOT NULL AND expires_at > ?";
        return sql.first(select, row -> row.getInt(1), account, now).isPresent();
    }

    static Optional<Long> lease(
            Statements sql, Database database, String account, String holder, long leaseMillis, long now) {
        if (!database.exclusive() && elsewhere(sql, account, holder, now)) {
            return Optional.empty();
        }
        var statement = """
                INSERT INTO account (name, holder, fence, expires_at) VALUES (?, ?, 1, ?)
                ON CONFLICT (name) DO UPDATE SET
                    fence = account.fence + CASE WHEN account.holder = excluded.holder THEN 0 ELSE 1 END,
                    holder = excluded.holder,
                    expires_at = excluded.expires_at
                WHERE account.holder = excluded.holder OR account.expires_at <= ?
                    OR ? AND account.holder NOT LIKE ?
                RETURNING fence""";
        return sql.first(
                statement,
                row -> row.getLong(1),
                account,
                holder,
                now + leaseMillis,
                now,
                database.exclusive(),
                BESIDE + "%");
    }

    /** Asked first, since what changes the row waits for transactions of its holder, and writes of this process with it. */
    private static boolean elsewhere(Statements sql, String account, String holder, long now) {
        var select = "SELECT 1 FROM account WHERE name = ? AND expires_at > ? AND (holder IS NULL OR holder <> ?)";
        return sql.first(select, row -> row.getInt(1), account, now, holder).isPresent();
    }

    static void release(Statements sql, String account, String holder, long freeAt) {
        var statement = "UPDATE account SET holder = NULL, expires_at = ? WHERE name = ? AND holder = ?";
        sql.update(statement, freeAt, account, holder);
    }

    static void pause(Statements sql, String account, long until, Optional<Reason> reason, long now) {
        var statement = """
                INSERT INTO account (name, paused_until, paused_since, reason) VALUES (?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET paused_until = excluded.paused_until, reason = excluded.reason,
                    paused_since = CASE WHEN account.reason IS NULL THEN excluded.paused_since ELSE account.paused_since END""";
        sql.update(statement, account, until, now, code(reason));
    }
}
