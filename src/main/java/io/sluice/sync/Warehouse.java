package io.sluice.sync;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The database that one sync copies to, and the schema in it. Safe for several threads and processes. */
public final class Warehouse {
    /** Longer than a server takes to notice that the machine which had the lock is gone (PostgresSessions). */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Dialect dialect;
    private final String schema;
    private final boolean history;
    private final Duration patience;

    private Warehouse(Dialect dialect, String schema, boolean history, Duration patience) {
        this.dialect = dialect;
        this.schema = schema;
        this.history = history;
        this.patience = patience;
    }

    /**
     * Does not connect.
     *
     * @param history whether each version of a row is kept in {@code <table>_history}
     * @throws IllegalArgumentException for a URL or a schema that cannot be used; says which can
     */
    public static Warehouse of(WarehouseSettings settings, String schema, boolean history) {
        return of(settings, schema, history, PATIENCE);
    }

    /** @param patience how long a run waits for a warehouse that is away for a moment */
    static Warehouse of(WarehouseSettings settings, String schema, boolean history, Duration patience) {
        Identifier.quoted(schema);
        return new Warehouse(Dialect.of(settings, schema), schema, history, patience);
    }

    /** For reading: on each of its connections, which are not pooled, a table is {@code <schema>.<table>}. */
    public DataSource dataSource() {
        return dialect.dataSource();
    }

    /**
     * The schema, {@code _sync_state} and {@code _sync_runs} are there afterwards.
     *
     * @throws WarehouseUnavailable when it is not to be had, or may not be written to
     */
    public void prepare() {
        try (var connection = dialect.connect()) {
            var sql = new Sql(connection, dialect);
            dialect.createSchema(sql);
            var creation = new TableCreation(sql, schema);
            creation.table(RunTables.STATE);
            creation.table(RunTables.RUNS);
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    /**
     * A run, which nobody else can have at the same time. The records of those that died are closed, and old ones removed.
     *
     * @return empty when another run is under way
     * @throws WarehouseUnavailable when it is not to be had
     */
    Optional<WarehouseRun> open() {
        return WarehouseRun.open(dialect, schema, history, patience);
    }

    /**
     * The same for a run that only looks: nothing is written, not even the end of a record, and no database is made.
     *
     * @return empty when another run is under way
     * @throws WarehouseUnavailable when it is not to be had
     */
    Optional<WarehouseRun> look() {
        return WarehouseRun.look(dialect, schema, history, patience);
    }

    /**
     * How far each collection has been copied; none when nothing has been yet.
     *
     * @throws WarehouseUnavailable when it is not to be had
     */
    Map<String, CollectionState> states() {
        if (!dialect.exists()) {
            return Map.of();
        }
        try (var connection = dialect.dataSource().getConnection()) {
            return states(new Sql(connection, dialect), schema);
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    static Map<String, CollectionState> states(Sql sql, String schema) throws SQLException {
        boolean there = !sql.dialect().columns(sql, RunTables.STATE.name()).isEmpty();
        return there ? new RunRecords(sql, schema).states() : Map.of();
    }
}
