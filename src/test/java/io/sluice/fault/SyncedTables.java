package io.sluice.fault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a sync has written, as anybody may read it. */
final class SyncedTables {
    /** In the order of reports; what is in one transaction is one collection. */
    static final Map<String, List<String>> COLLECTIONS = new LinkedHashMap<>();

    /** Times of reading and of writing. */
    private static final Set<String> OWN_TIMES = Set.of("received_at", "uuid_ts", "deleted_at");

    static {
        COLLECTIONS.put("campaigns", List.of("campaigns"));
        COLLECTIONS.put("campaign_assets", List.of("campaign_assets"));
        COLLECTIONS.put("lists", List.of("lists"));
        COLLECTIONS.put("interactions", List.of("interactions", "goals"));
    }

    /** To the warehouse; its tables need no schema before their name. */
    @FunctionalInterface
    interface Warehouse {
        Connection connect() throws SQLException;
    }

    /**
     * One collection.
     *
     * @param rows of all its tables and their histories, each with the name of its table and all its columns
     * @param told what the sync says of each of its tables
     * @param newest how its rows stand to its watermark
     */
    record Copied(List<String> rows, List<Told> told, Newest newest) {
        Told first() {
            return told.get(0);
        }
    }

    /**
     * @param state the table's row of {@code _sync_state}, by column; empty when there is none
     * @param record its newest row of {@code _sync_runs}, by column
     */
    record Told(String table, Map<String, String> state, Map<String, String> record) {}

    /**
     * @param beyond rows that were changed after the watermark
     * @param at rows that were changed at that very moment
     */
    record Newest(int beyond, int at) {}

    private final Warehouse warehouse;
    /** Which tables there are. */
    private final String names;

    /** @param names a query for the names of tables */
    SyncedTables(Warehouse warehouse, String names) {
        this.warehouse = warehouse;
        this.names = names;
    }

    Map<String, Copied> read() throws SQLException {
        try (var connection = warehouse.connect()) {
            var there = new ArrayList<String>();
            rows(connection, names).forEach(row -> there.add(row.get("name")));
            var all = new LinkedHashMap<String, Copied>();
            for (var collection : COLLECTIONS.entrySet()) {
                all.put(collection.getKey(), copied(connection, collection.getKey(), collection.getValue(), there));
            }
            return all;
        }
    }

    private static Copied copied(Connection connection, String collection, List<String> tables, List<String> there)
            throws SQLException {
        var rows = new ArrayList<String>();
        for (var table : tables) {
            for (var name : List.of(table, table + "_history")) {
                if (there.contains(name)) {
                    rows(connection, "SELECT * FROM " + name).forEach(row -> rows.add(name + " " + row));
                }
            }
        }
        rows.sort(null);
        boolean any = there.contains("_sync_state") && there.contains("_sync_runs");
        var told = new ArrayList<Told>();
        for (var table : tables) {
            told.add(any ? told(connection, table) : new Told(table, Map.of(), Map.of()));
        }
        boolean dated = any && there.contains(tables.get(0)) && !collection.equals("campaign_assets");
        return new Copied(rows, told, dated ? newest(connection, tables.get(0)) : new Newest(0, 0));
    }

    private static Told told(Connection connection, String table) throws SQLException {
        var of = " WHERE collection = '" + table + "'";
        return new Told(
                table,
                first(connection, "SELECT * FROM _sync_state" + of),
                first(connection, "SELECT * FROM _sync_runs" + of + " ORDER BY run_id DESC LIMIT 1"));
    }

    private static Newest newest(Connection connection, String table) throws SQLException {
        var row = first(connection, """
                SELECT sum(CASE WHEN t.modified_date > s.watermark THEN 1 ELSE 0 END) AS beyond,
                    sum(CASE WHEN t.modified_date = s.watermark THEN 1 ELSE 0 END) AS at
                FROM %1$s t, (SELECT watermark FROM _sync_state WHERE collection = '%1$s') s""".formatted(table));
        return new Newest(number(row.get("beyond")), number(row.get("at")));
    }

    private static int number(String sum) {
        return sum == null ? 0 : Integer.parseInt(sum);
    }

    /** Rows that are not deleted, by table, without when they were read and written: what any run would make of the source. */
    Map<String, List<String>> live() throws SQLException {
        var all = new LinkedHashMap<String, List<String>>();
        try (var connection = warehouse.connect()) {
            for (var table : COLLECTIONS.values().stream().flatMap(List::stream).toList()) {
                var rows = new ArrayList<String>();
                for (var row : rows(connection, "SELECT * FROM " + table + " WHERE NOT is_deleted")) {
                    row.keySet().removeAll(OWN_TIMES);
                    rows.add(row.toString());
                }
                rows.sort(null);
                all.put(table, rows);
            }
        }
        return all;
    }

    /** Each row as the truth has it. */
    List<String> lines(String sql) throws SQLException {
        try (var connection = warehouse.connect()) {
            return rows(connection, sql).stream()
                    .map(row -> SourceTruth.line(
                            row.values().stream().map(SyncedTables::rounded).toArray(String[]::new)))
                    .toList();
        }
    }

    private static String rounded(String value) {
        return value != null && value.matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z")
                ? Instant.parse(value).truncatedTo(SourceTruth.PRECISION).toString()
                : String.valueOf(value);
    }

    private static Map<String, String> first(Connection connection, String sql) throws SQLException {
        return rows(connection, sql).stream().findFirst().orElse(Map.of());
    }

    private static List<Map<String, String>> rows(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<Map<String, String>>();
            while (result.next()) {
                rows.add(row(result));
            }
            return rows;
        }
    }

    private static Map<String, String> row(ResultSet result) throws SQLException {
        var row = new LinkedHashMap<String, String>();
        for (var i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            var value = result.getObject(i);
            row.put(
                    result.getMetaData().getColumnLabel(i),
                    value instanceof Timestamp time ? time.toInstant().toString() : result.getString(i));
        }
        return row;
    }
}
