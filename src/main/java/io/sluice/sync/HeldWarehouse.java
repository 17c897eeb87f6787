package io.sluice.sync;

import io.sluice.sync.Dialect.Alone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The connection that has the lock of its schema. When it is lost, it and the lock are taken again. One thread waits for the other. */
final class HeldWarehouse implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(HeldWarehouse.class);
    private static final int VALID_WITHIN_SECONDS = 10;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Dialect dialect;
    private final Door door;
    private final String schema;
    private final Duration patience;
    private Alone alone;

    /** How the lock is taken, and taken again. */
    @FunctionalInterface
    interface Door {
        Optional<Alone> open() throws SQLException;
    }

    @FunctionalInterface
    interface Work<T> {
        T on(Sql sql) throws SQLException, IOException;
    }

    private HeldWarehouse(Dialect dialect, Door door, String schema, Duration patience, Alone alone) {
        this.dialect = dialect;
        this.door = door;
        this.schema = schema;
        this.patience = patience;
        this.alone = alone;
    }

    /**
     * @param patience how long a warehouse is waited for that is away for a moment
     * @return empty when another run has the lock
     * @throws WarehouseUnavailable when it is not to be had
     */
    static Optional<HeldWarehouse> of(Dialect dialect, Door door, String schema, Duration patience) {
        try {
            return door.open().map(alone -> new HeldWarehouse(dialect, door, schema, patience, alone));
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    /**
     * @throws WarehouseUnavailable when the warehouse does not do what is asked
     * @throws UncheckedIOException when rows cannot be read again
     */
    synchronized <T> T asked(Work<T> work) {
        try {
            return work.on(new Sql(connected().connection(), dialect));
        } catch (SQLException e) {
            throw dialect.failure(e);
        } catch (IOException e) {
            throw new UncheckedIOException("The rows that were read cannot be read again from disk", e);
        }
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        try {
            alone.close();
        } catch (SQLException e) {
            LOG.debugf("The connection to the warehouse ended with: %s", e.getMessage());
        }
    }

    /** A warehouse that is away for a moment does not cost what has been read for an hour. */
    private Alone connected() throws SQLException {
        if (alone.connection().isValid(VALID_WITHIN_SECONDS)) {
            return alone;
        }
        close();
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            var again = again(System.nanoTime() >= end);
            if (again.isPresent()) {
                LOG.infof("sync.warehouse_back schema=%s", schema);
                alone = again.get();
                return alone;
            }
            pause();
        }
    }

    private Optional<Alone> again(boolean lastTime) throws SQLException {
        try {
            var again = door.open();
            if (again.isEmpty() && lastTime) {
                throw new WarehouseUnavailable(
                        "The connection to the warehouse was lost, and another run has the lock now, or the server still keeps"
                                + " it for the lost connection.",
                        "Nothing: the next run makes up for it.",
                        null);
            }
            return again;
        } catch (SQLException e) {
            if (lastTime) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WarehouseUnavailable(
                    "The run was ended while it waited for the warehouse.",
                    "Nothing: the next run makes up for it.",
                    e);
        }
    }
}
