package io.sluice.inbox;

import io.sluice.delivery.Job;
import io.sluice.delivery.Newest;
import io.sluice.event.Event;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.flywaydb.core.api.FlywayException;

/** The store in a database: reads on the caller's thread, writes through the one writer. */
final class SqlStore implements Store {
    private final Database database;
    private final ReadPool reads;
    private final Writer writer;

    private SqlStore(Database database) throws SQLException {
        this.database = database;
        this.reads = new ReadPool(database);
        this.writer = new Writer(database);
    }

    /**
     * Takes charge of the database, and closes it with the store.
     *
     * @throws StoreUnavailable when it cannot be reached, or its tables cannot be brought up to date
     */
    static SqlStore open(Database database) {
        try {
            Migrations.run(database);
            var store = new SqlStore(database);
            store.mustAnswer();
            return store;
        } catch (SQLException | FlywayException | IllegalArgumentException e) {
            database.close();
            throw new StoreUnavailable(database.name() + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * As a command opens it, beside a gateway: the tables are left as they are.
     *
     * @throws StoreUnavailable when it cannot be reached, or does not have our tables
     */
    static SqlStore beside(Database database) {
        try {
            var store = new SqlStore(database);
            store.mustAnswer();
            return store;
        } catch (SQLException e) {
            throw new StoreUnavailable(database.name() + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * As a command opens it that works without a gateway as well: what is not there is made as a gateway would.
     *
     * @throws StoreUnavailable when it cannot be reached or made
     */
    static SqlStore besideOrNew(StoreConfig config, InstantSource clock) {
        try {
            return beside(Database.beside(config, clock));
        } catch (IllegalArgumentException | StoreUnavailable notThere) {
            open(Database.of(config, clock)).close();
            return beside(Database.beside(config, clock));
        }
    }

    /** Tells the time, and has our tables. */
    private void mustAnswer() {
        try {
            reads.askTime();
            reads.read(sql -> sql.first("SELECT 1 FROM errand WHERE id = 0", row -> row.getInt(1)));
        } catch (StoreUnavailable unavailable) {
            close();
            throw unavailable;
        }
    }

    @Override
    public <T> CompletionStage<T> write(Urgency urgency, Work<T> work) {
        return writer.write(new Pending<>(urgency, work::in));
    }

    /** As {@code write(ACCEPT, tx -> tx.append(events))}, but together with the events of other callers. */
    CompletionStage<Integer> append(List<Event> events) {
        return writer.write(new PendingAppend(EventRow.of(events)));
    }

    /** For retention and errands, which need more than a {@link Tx}. */
    <T> CompletionStage<T> clean(SqlWork<T> work) {
        return writer.write(new Pending<>(Urgency.CLEAN, work));
    }

    /** The same for commands, which wait until it is on disk. */
    <T> T written(SqlWork<T> work) throws InterruptedException {
        try {
            return clean(work).toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        }
    }

    /** The accounts and lanes that pause, whoever holds them. */
    List<Paused> paused() {
        return reads.read(Paused::all);
    }

    StoreClock clock() {
        return database.clock();
    }

    ReadPool reads() {
        return reads;
    }

    /** An SQL condition with one parameter: whether the body of an event contains these bytes. */
    String bodyContains() {
        return database.bodyContains();
    }

    /** What decides how safe a commit is, as the database has it for connections like the writer's. */
    String settings() {
        var settings =
                reads.read(sql -> sql.list(database.settings(), row -> row.getString(1) + "=" + row.getString(2)));
        return String.join(" ", settings);
    }

    /** How many transactions were committed since the start. */
    long commits() {
        return writer.commits();
    }

    @Override
    public long now() {
        return database.clock().now();
    }

    @Override
    public List<LoggedEvent> eventsAfter(long seq, int limit, long maxBytes) {
        return reads.read(sql -> new Reads(sql).eventsAfter(seq, limit, maxBytes));
    }

    @Override
    public List<LoggedEvent> events(Collection<Long> seqs) {
        return reads.read(sql -> new Reads(sql).events(seqs));
    }

    @Override
    public long logEnd() {
        return reads.read(sql -> new Reads(sql).logEnd());
    }

    @Override
    public LaneRow lane(String name) {
        return reads.read(sql -> new Reads(sql).lane(name));
    }

    @Override
    public Map<String, Newest> newest(String lane, Collection<String> keys) {
        return reads.read(sql -> NewestSql.find(sql, lane, keys));
    }

    @Override
    public List<DeliveryRow> due(String lane, long now, int limit) {
        return reads.read(sql -> new Reads(sql).due(lane, now, limit));
    }

    @Override
    public List<DeliveryRow> openRows(String lane, String key, int limit) {
        return reads.read(sql -> new Reads(sql).openRows(lane, key, limit));
    }

    @Override
    public List<DeliveryRow> rowsInState(String lane, DeliveryRow.State state) {
        return reads.read(sql -> new Reads(sql).rowsInState(lane, state));
    }

    @Override
    public Map<MappingKey, Integer> openKeys(String lane) {
        return reads.read(sql -> new Reads(sql).openKeys(lane));
    }

    @Override
    public List<DeliveryRow> rowsAfter(String lane, long seq) {
        return reads.read(sql -> new Reads(sql).rowsAfter(lane, seq));
    }

    @Override
    public List<Job> jobs(String lane) {
        return reads.read(sql -> JobSql.jobs(sql, lane));
    }

    @Override
    public Optional<Pause> pause(String account) {
        return reads.read(sql -> new Reads(sql).pause(account));
    }

    @Override
    public boolean anySuppressed() {
        return reads.read(PeopleSql::anySuppressed);
    }

    @Override
    public Set<Identity> suppressed(Collection<Identity> some) {
        return reads.read(sql -> PeopleSql.suppressed(sql, some));
    }

    @Override
    public Set<String> contacts(String account, Collection<String> keys) {
        long now = now();
        return reads.read(sql -> PeopleSql.contacts(sql, account, keys, now));
    }

    @Override
    public Totals totals() {
        long now = now();
        return reads.readInOneSnapshot(sql -> new TotalsRead(sql, now).totals());
    }

    /** Writes what waits before it closes. */
    @Override
    public void close() {
        writer.close();
        reads.close();
        database.close();
    }
}
