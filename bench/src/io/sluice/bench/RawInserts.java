package io.sluice.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What the database takes when nothing stands before it: rows that the gateway has written, once more, with new messageIds,
 * into the same table of the same store; one thread, several rows in a statement.
 */
final class RawInserts implements AutoCloseable {
    private static final int SAMPLE = 5_000;
    private static final int MAX_ROWS_IN_STATEMENT = 100;

    private record Row(String source, String type, long ts, long receivedAt, byte[] body) {}

    private final Connection connection;
    private final List<Row> rows;
    private int next;

    RawInserts(Store store) throws SQLException {
        connection = store.connect();
        rows = sample();
    }

    private List<Row> sample() throws SQLException {
        var select = "SELECT source, type, ts, received_at, body FROM event ORDER BY seq DESC LIMIT " + SAMPLE;
        var sample = new ArrayList<Row>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(select)) {
            while (row.next()) {
                sample.add(
                        new Row(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4), row.getBytes(5)));
            }
        }
        connection.commit();
        return sample;
    }

    /** As the store keeps them, without what the database adds. */
    double bytesOfBody() {
        return rows.stream().mapToInt(row -> row.body().length).average().orElse(0);
    }

    /** Rows per second. */
    double perSecond(int rowsPerCommit, Duration time) throws SQLException {
        var statements = (rowsPerCommit + MAX_ROWS_IN_STATEMENT - 1) / MAX_ROWS_IN_STATEMENT;
        var rowsInStatement = rowsPerCommit / statements;
        var values = String.join(", ", Collections.nCopies(rowsInStatement, "(?, ?, ?, ?, ?, ?)"));
        var sql = "INSERT INTO event (source, message_id, type, ts, received_at, body) VALUES " + values;
        try (var insert = connection.prepareStatement(sql)) {
            var start = System.nanoTime();
            var inserted = 0L;
            while (System.nanoTime() - start < time.toNanos()) {
                for (var i = 0; i < statements; i++) {
                    bind(insert, rowsInStatement);
                    inserted += insert.executeUpdate();
                }
                connection.commit();
            }
            return inserted / ((System.nanoTime() - start) / 1e9);
        }
    }

    private void bind(PreparedStatement insert, int count) throws SQLException {
        var random = ThreadLocalRandom.current();
        for (var i = 0; i < count; i++) {
            var row = rows.get(next++ % rows.size());
            var at = i * 6;
            insert.setString(at + 1, row.source());
            insert.setString(at + 2, new UUID(random.nextLong(), random.nextLong()).toString());
            insert.setString(at + 3, row.type());
            insert.setLong(at + 4, row.ts());
            insert.setLong(at + 5, row.receivedAt());
            insert.setBytes(at + 6, row.body());
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
