package io.sluice.inbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is kept of people beyond their events, in SQL: who is suppressed, and whose contact is known to exist. */
final class PeopleSql {
    private PeopleSql() {}

    /** Whom the deletes among these ask to forget; who is on the list already stays there. */
    static void suppress(Statements sql, List<EventRow> rows) {
        for (var row : rows) {
            sql.batch(
                    "INSERT INTO suppressed (identity, since) VALUES (?, ?) ON CONFLICT (identity) DO NOTHING",
                    row.suppresses(),
                    identity -> new Object[] {identity.digest(), row.receivedAt()});
        }
    }

    static boolean anySuppressed(Statements sql) {
        return sql.first("SELECT 1 FROM suppressed LIMIT 1", row -> row.getInt(1))
                .isPresent();
    }

    static Set<Identity> suppressed(Statements sql, Collection<Identity> some) {
        var found = new HashSet<Identity>();
        InList.each(
                some.stream().map(Identity::digest).toList(),
                (marks, digests) -> found.addAll(sql.list(
                        "SELECT identity FROM suppressed WHERE identity IN (" + marks + ")",
                        row -> new Identity(row.getString(1)),
                        digests.toArray())));
        return found;
    }

    static Set<String> contacts(Statements sql, String account, Collection<String> keys, long now) {
        var found = new HashSet<String>();
        InList.each(keys, (marks, some) -> {
            var parameters = new ArrayList<Object>(some);
            parameters.add(account);
            parameters.add(now);
            found.addAll(sql.list(
                    "SELECT key FROM contact WHERE key IN (" + marks + ") AND account = ? AND known_until > ?",
                    row -> row.getString(1),
                    parameters.toArray()));
        });
        return found;
    }

    /** In one order everywhere, so that two processes cannot wait for each other's rows. */
    static void remember(Statements sql, String account, Collection<String> keys, long until) {
        var statement = """
                INSERT INTO contact (account, key, known_until) VALUES (?, ?, ?)
                ON CONFLICT (account, key) DO UPDATE SET known_until = excluded.known_until""";
        sql.batch(statement, new TreeSet<>(keys), key -> new Object[] {account, key, until});
    }

    static void forget(Statements sql, String account, Collection<String> keys) {
        sql.batch("DELETE FROM contact WHERE account = ? AND key = ?", new TreeSet<>(keys), key ->
                new Object[] {account, key});
    }

    static int forgetOld(Statements sql, long now, int limit) {
        return sql.update("""
                DELETE FROM contact WHERE (account, key) IN (SELECT account, key FROM contact
                    WHERE known_until <= ? ORDER BY known_until LIMIT ?)""", now, limit);
    }
}
