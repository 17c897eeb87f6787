package io.sluice.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.sync.WarehouseRunTimes;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;

/**
 * What the database takes of the same rows when nothing is hashed, staged or compared: one transaction into an empty table with a
 * primary key, by COPY into PostgreSQL, by statements of 50 rows into SQLite.
 */
final class RawLoad {
    private static final int ROWS_IN_STATEMENT = 50;

    private RawLoad() {}

    /** Seconds. */
    static double measure(Store store, String table, int rows) throws Exception {
        var columns = WarehouseRunTimes.columns(store.environment().get("SLUICE_STORE_URL"));
        try (var connection = store.connect()) {
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE " + table + " (" + String.join(", ", columns) + ", PRIMARY KEY (id))");
            }
            connection.commit();
            var start = System.nanoTime();
            if (connection.isWrapperFor(PGConnection.class)) {
                copy(connection, table, rows);
            } else {
                insert(connection, table, columns.size(), rows);
            }
            connection.commit();
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private static void copy(Connection connection, String table, int rows) throws SQLException, IOException {
        var api = connection.unwrap(PGConnection.class).getCopyAPI();
        var copy = api.copyIn("COPY " + table + " FROM STDIN");
        for (var first = 0; first < rows; first += ROWS_IN_STATEMENT) {
            var lines = IntStream.range(first, Math.min(rows, first + ROWS_IN_STATEMENT))
                    .mapToObj(RawLoad::line)
                    .collect(Collectors.joining())
                    .getBytes(UTF_8);
            copy.writeToCopy(lines, 0, lines.length);
        }
        copy.endCopy();
    }

    private static String line(int number) {
        return WarehouseRunTimes.values(number, "the name of list ").stream()
                        .map(Object::toString)
                        .collect(Collectors.joining("\t"))
                + "\n";
    }

    private static void insert(Connection connection, String table, int columns, int rows) throws SQLException {
        var row = "(" + String.join(", ", Collections.nCopies(columns, "?")) + ")";
        var values = String.join(", ", Collections.nCopies(ROWS_IN_STATEMENT, row));
        try (var insert = connection.prepareStatement("INSERT INTO " + table + " VALUES " + values)) {
            for (var first = 0; first < rows; first += ROWS_IN_STATEMENT) {
                var at = 1;
                for (var i = first; i < first + ROWS_IN_STATEMENT; i++) {
                    for (var value : WarehouseRunTimes.values(i, "the name of list ")) {
                        insert.setObject(at++, value instanceof Instant time ? time.toString() : value);
                    }
                }
                insert.executeUpdate();
            }
        }
    }
}
