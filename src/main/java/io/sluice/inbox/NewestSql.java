package io.sluice.inbox;

import io.sluice.delivery.Newest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** How the {@link Newest} of order keys is kept in the table {@code newest}. */
final class NewestSql {
    private static final String UPSERT = """
            INSERT INTO newest (id, mark, written, changed_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
                mark = excluded.mark, written = excluded.written, changed_at = excluded.changed_at""";

    private NewestSql() {}

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

    /** In the order of the table: rows of one page come after each other. */
    static void remember(Statements sql, String lane, Map<String, Newest> newest, long now) {
        var rows = new TreeMap<KeyHash, Newest>();
        newest.forEach((key, written) -> rows.put(KeyHash.of(lane, key), written));
        sql.batch(UPSERT, rows.entrySet(), row -> new Object[] {
            row.getKey().id(), row.getKey().mark(), row.getValue().bytes(), now
        });
    }

    static void forget(Statements sql, String lane, Collection<String> keys) {
        var hashes = new TreeSet<KeyHash>();
        keys.forEach(key -> hashes.add(KeyHash.of(lane, key)));
        sql.batch(
                "DELETE FROM newest WHERE id = ? AND mark = ?", hashes, hash -> new Object[] {hash.id(), hash.mark()});
    }
}
