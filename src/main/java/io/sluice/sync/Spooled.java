package io.sluice.sync;

import java.io.IOException;
import java.sql.SQLException;

/** Rows that were read, on disk, in the order in which they were read: a key may be there more than once, the last one counts. */
public interface Spooled {
    /** One after the other, so that few are in memory. */
    void each(Table table, Taker taker) throws IOException, SQLException;

    @FunctionalInterface
    interface Taker {
        void take(Hashed row) throws IOException, SQLException;
    }
}
