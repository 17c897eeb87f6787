package io.sluice.inbox;

import java.sql.Connection;
import java.sql.SQLException;

/** The server's clock, by which all processes agree when a lease ends. */
final class PostgresClock implements StoreClock {
    private volatile Sample sample = new Sample(System.currentTimeMillis(), System.nanoTime());

    private record Sample(long millis, long atNanos) {}

    @Override
    public long ask(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")) {
            row.next();
            long millis = row.getLong(1);
            sample = new Sample(millis, System.nanoTime());
            return millis;
        }
    }

    @Override
    public long now() {
        var last = sample;
        return last.millis() + (System.nanoTime() - last.atNanos()) / 1_000_000;
    }
}
