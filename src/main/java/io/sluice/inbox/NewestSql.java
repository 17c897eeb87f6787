package io.sluice.inbox;

import io.sluice.delivery.Newest;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** How the {@link Newest} of order keys is kept in the table {@code newest}. */
final class NewestSql {
    private static final String REMEMBER = """
            INSERT INTO newest (id, mark, written, changed_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
                mark = excluded.mark, written = excluded.written, submitted = NULL, changed_at = excluded.changed_at""";

    private static final String SUBMIT = """
            INSERT INTO newest (id, mark, written, submitted, changed_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
                written = CASE WHEN newest.mark = excluded.mark THEN newest.written ELSE excluded.written END,
                mark = excluded.mark, submitted = excluded.submitted, changed_at = excluded.changed_at""";

    private static final String END = """
            UPDATE newest SET written = CASE WHEN ? THEN submitted ELSE written END, submitted = NULL, changed_at = ?
            WHERE id = ? AND mark = ? AND submitted IS NOT NULL""";

    private NewestSql() {}

    /** When a row was last changed. */
    record Age(long id, long changedAt) {}

    private record Found(KeyHash hash, byte[] written) {}

    static Map<String, Newest> find(Statements sql, String lane, Collection<String> keys) {
        var found = new HashMap<String, Newest>();
        InList.each(keys, (marks, some) -> find(sql, lane, marks, some, found));
        return found;
    }

    private static void find(Statements sql, String lane, String marks, List<String> keys, Map<String, Newest> found) {
        var hashes = new HashMap<KeyHash, String>();
        keys.forEach(key -> hashes.put(KeyHash.of(lane, key), key));
        var rows = sql.list(
                "SELECT id, mark, written FROM newest WHERE id IN (" + marks + ")",
                row -> new Found(new KeyHash(row.getLong(1), row.getInt(2)), row.getBytes(3)),
                hashes.keySet().stream().map(KeyHash::id).toArray());
        rows.stream()
                .filter(row -> hashes.containsKey(row.hash))
                .forEach(row -> found.put(hashes.get(row.hash), Newest.of(row.written)));
    }

    /** In the order of the table, here and below: rows of one page come after each other. */
    static void remember(Statements sql, String lane, Map<String, Newest> newest, long now) {
        sql.batch(REMEMBER, sorted(lane, newest), row -> new Object[] {
            row.getKey().id(), row.getKey().mark(), row.getValue().bytes(), now
        });
    }

    static void submit(Statements sql, String lane, Map<String, Newest> newest, long now) {
        sql.batch(SUBMIT, sorted(lane, newest), row -> new Object[] {
            row.getKey().id(),
            row.getKey().mark(),
            Newest.NOTHING.bytes(),
            row.getValue().bytes(),
            now
        });
    }

    static void endSubmitted(Statements sql, String lane, Map<String, Boolean> written, long now) {
        sql.batch(END, sorted(lane, written), row -> new Object[] {
            row.getValue(), now, row.getKey().id(), row.getKey().mark()
        });
    }

    private static <T> Collection<Map.Entry<KeyHash, T>> sorted(String lane, Map<String, T> byKey) {
        var rows = new TreeMap<KeyHash, T>();
        byKey.forEach((key, value) -> rows.put(KeyHash.of(lane, key), value));
        return rows.entrySet();
    }

    /** The next rows in the order of their ids. */
    static List<Age> after(Statements sql, long id, int limit) {
        return sql.list(
                "SELECT id, changed_at FROM newest WHERE id > ? ORDER BY id LIMIT ?",
                row -> new Age(row.getLong(1), row.getLong(2)),
                id,
                limit);
    }

    /** Looks again, since a row may have been changed. @return how many were removed */
    static int remove(Statements sql, List<Long> ids, long before) {
        var changed =
                sql.batch("DELETE FROM newest WHERE id = ? AND changed_at < ?", ids, id -> new Object[] {id, before});
        return Arrays.stream(changed).sum();
    }

    static void forget(Statements sql, String lane, Collection<String> keys) {
        var hashes = new TreeSet<KeyHash>();
        keys.forEach(key -> hashes.add(KeyHash.of(lane, key)));
        sql.batch(
                "DELETE FROM newest WHERE id = ? AND mark = ?", hashes, hash -> new Object[] {hash.id(), hash.mark()});
    }
}
