package io.sluice.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;

/** The clock by which turns come and leases end, in milliseconds. */
interface StoreClock {
    /** Asks whoever keeps the time. */
    long ask(Connection connection) throws SQLException;

    /** Without asking: as last asked, and the time passed since. */
    long now();

    /** This process keeps the time. */
    static StoreClock of(InstantSource source) {
        return new StoreClock() {
            @Override
            public long ask(Connection connection) {
                return source.millis();
            }

            @Override
            public long now() {
                return source.millis();
            }
        };
    }
}
