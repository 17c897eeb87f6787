package io.sluice.sync;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * One run of a sync in its warehouse, which has the lock until it is closed. When that was lost for a while, another run that has
 * begun meanwhile has closed our records, and then nothing more is written. Every method throws {@link WarehouseUnavailable} when
 * the warehouse does not do what is asked. One thread waits for the other.
 */
final class WarehouseRun implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(WarehouseRun.class);

    private final HeldWarehouse held;
    private final Dialect dialect;
    private final String schema;
    private final boolean history;

    private WarehouseRun(HeldWarehouse held, Dialect dialect, String schema, boolean history) {
        this.held = held;
        this.dialect = dialect;
        this.schema = schema;
        this.history = history;
    }

    static Optional<WarehouseRun> open(Dialect dialect, String schema, boolean history, Duration patience) {
        var run = open(dialect, dialect::alone, schema, history, patience);
        run.ifPresent(WarehouseRun::tidyRecords);
        return run;
    }

    /** One that writes nothing. */
    static Optional<WarehouseRun> look(Dialect dialect, String schema, boolean history, Duration patience) {
        return open(dialect, dialect::looking, schema, history, patience);
    }

    private static Optional<WarehouseRun> open(
            Dialect dialect, HeldWarehouse.Door door, String schema, boolean history, Duration patience) {
        return HeldWarehouse.of(dialect, door, schema, patience)
                .map(held -> new WarehouseRun(held, dialect, schema, history));
    }

    private void tidyRecords() {
        try {
            held.asked(sql -> {
                if (!dialect.columns(sql, RunTables.RUNS.name()).isEmpty()) {
                    var records = new RunRecords(sql, schema);
                    var now = dialect.now(sql);
                    records.dead(now);
                    records.forgetOld(now);
                }
                return null;
            });
        } catch (WarehouseUnavailable e) {
            close();
            throw e;
        }
    }

    /** The warehouse's clock. */
    Instant now() {
        return held.asked(dialect::now);
    }

    /** How far each collection has been copied; none when nothing has been yet. */
    Map<String, CollectionState> states() {
        return held.asked(sql -> Warehouse.states(sql, schema));
    }

    /**
     * Tables, views, history and comments as they are declared: what is not there is made.
     *
     * @return what is there, and is not as it was declared
     */
    List<String> create(List<Table> tables) {
        return held.asked(sql -> {
            var creation = new TableCreation(sql, schema);
            for (var table : tables) {
                creation.collection(table);
                if (history) {
                    creation.history(table);
                }
            }
            return creation.notices();
        });
    }

    /** Leaves a record that the run is busy with this collection; without it {@link #write} writes nothing. */
    void started(String runId, String collection, Instant startedAt) {
        held.asked(sql -> {
            new RunRecords(sql, schema).running(runId, collection, startedAt);
            return null;
        });
    }

    /**
     * The values of a column of the key in rows that are not deleted; none when there is no such table yet.
     *
     * @param before what the columns of the key have before that one, which are texts
     */
    List<String> ids(Table table, String... before) {
        var key = table.key().stream().map(Identifier::quoted).toList();
        var where = key.subList(0, before.length).stream()
                .map(column -> " AND " + column + " = ?")
                .collect(Collectors.joining());
        return held.asked(sql -> dialect.columns(sql, table.name()).isEmpty()
                ? List.of()
                : sql.list(
                        "SELECT " + key.get(before.length) + " FROM " + Identifier.quoted(schema, table.name())
                                + " WHERE NOT is_deleted" + where + " ORDER BY 1",
                        row -> row.getString(1),
                        (Object[]) before));
    }

    /**
     * Rows, deletions, history, state and record, in one transaction: all of it, or none.
     *
     * @throws WarehouseUnavailable also when another run has begun since the connection was lost
     * @throws UncheckedIOException when the rows cannot be read again
     */
    Written write(Load load) {
        return held.asked(sql -> {
            var loading = new Loading(sql, schema, history, load);
            try {
                var written = loading.compare();
                commit(sql, load, loading, written);
                return written;
            } finally {
                drop(loading);
            }
        });
    }

    /** What {@link #write} would do now. Nothing is written, and the tables need not be there. */
    Written compare(Load load) {
        return held.asked(sql -> {
            var loading = new Loading(sql, schema, history, load);
            try {
                return loading.compare();
            } finally {
                drop(loading);
            }
        });
    }

    private void commit(Sql sql, Load load, Loading loading, Written written) throws SQLException {
        sql.connection().setAutoCommit(false);
        try {
            // First, since this takes SQLite's write lock: a transaction that has read before may not get it.
            if (!new RunRecords(sql, schema).stillRunning(load.runId(), load.collection())) {
                throw new WarehouseUnavailable(
                        "The record of this run is not there, or closed: another run has begun since the warehouse was lost.",
                        "Nothing: the other run does the same, and the next one makes up for what is missing.",
                        null);
            }
            loading.write(written, dialect.now(sql));
        } catch (SQLException | RuntimeException e) {
            sql.rollBack();
            throw e;
        }
        try {
            sql.connection().commit();
            sql.connection().setAutoCommit(true);
        } catch (SQLException e) {
            sql.rollBack();
            if (!isCommitted(load, e)) {
                throw e;
            }
        }
    }

    /** The answer was lost: the record tells. It is read under the lock, which a transaction still at work would have. */
    private boolean isCommitted(Load load, SQLException fault) {
        try {
            var status = held.asked(sql -> new RunRecords(sql, schema).status(load.runId(), load.collection()));
            return status.isPresent()
                    && !status.get().equals(RunRecords.RUNNING)
                    && !status.get().equals(Status.FAILURE.word());
        } catch (WarehouseUnavailable e) {
            e.addSuppressed(fault);
            throw new WarehouseUnavailable(
                    "The connection was lost within a commit, and nobody can tell yet whether it came through. "
                            + e.getMessage(),
                    e.remedy(),
                    e);
        }
    }

    private static void drop(Loading loading) {
        try {
            loading.dropStages();
        } catch (SQLException e) {
            LOG.debugf("Stages are dropped by the end of the connection: %s", e.getMessage());
        }
    }

    /**
     * Leaves the record of a collection that was not copied, and in its state that there was a run. When it was copied after
     * all, as its record says, that stays.
     */
    void failed(String runId, Instant startedAt, CollectionReport report) {
        held.asked(sql -> {
            new RunRecords(sql, schema).failed(runId, startedAt, report, dialect.now(sql));
            return null;
        });
    }

    /** Leaves the record of a collection that was broken off with its run; its state, and when it is due, stay as they were. */
    void brokenOff(String runId, Instant startedAt, CollectionReport report) {
        held.asked(sql -> new RunRecords(sql, schema).brokenOff(runId, startedAt, report, dialect.now(sql)));
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        held.close();
    }
}
