package io.sluice.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The server's clock, by which all processes agree when a lease ends and which of two events is the older. Between two questions
 * this process's steady clock goes on from the last answer that is worth believing: the one that took the least time.
 */
final class PostgresClock implements StoreClock {
    /** How much the steady clocks of two machines may drift apart: 100 millionths, more than a quartz does. */
    private static final long DRIFT = 10_000;

    /** Of two times, in milliseconds. */
    private static final long ROUNDING = 2;

    private final LongSupplier nanoTime;
    private volatile Sample sample;

    PostgresClock() {
        this(System.currentTimeMillis(), System::nanoTime);
    }

    /** @param millis what is believed until the server has been asked */
    PostgresClock(long millis, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.sample = new Sample(millis, nanoTime.getAsLong(), Long.MAX_VALUE / 2);
    }

    /** @param doubtNanos how far from it the server's time may have been then */
    private record Sample(long millis, long atNanos, long doubtNanos) {
        long millis(long nowNanos) {
            return millis + TimeUnit.NANOSECONDS.toMillis(nowNanos - atNanos);
        }

        long doubt(long nowNanos) {
            return doubtNanos + (nowNanos - atNanos) / DRIFT;
        }
    }

    @Override
    public long ask(Connection connection) throws SQLException {
        var asked = nanoTime.getAsLong();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")) {
            row.next();
            long millis = row.getLong(1);
            answered(millis, asked);
            return millis;
        }
    }

    /** The server looked at its clock at some moment between the question and the answer. */
    synchronized void answered(long millis, long askedNanos) {
        var now = nanoTime.getAsLong();
        var half = (now - askedNanos) / 2;
        var fresh = new Sample(millis, askedNanos + half, half);
        var apart = TimeUnit.MILLISECONDS.toNanos(Math.abs(fresh.millis(now) - sample.millis(now)) - ROUNDING);
        // Further apart than both may be wrong: the server's clock has been set, or it is another server.
        if (fresh.doubt(now) <= sample.doubt(now) || apart > fresh.doubt(now) + sample.doubt(now)) {
            sample = fresh;
        }
    }

    @Override
    public long now() {
        return sample.millis(nanoTime.getAsLong());
    }
}
