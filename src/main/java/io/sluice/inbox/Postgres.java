package io.sluice.inbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.postgresql.Driver;

/** PostgreSQL, for several processes. */
final class Postgres implements Database {
    static final String PREFIX = "jdbc:postgresql:";

    /** Times in seconds. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "ApplicationName", "sluice",
            "connectTimeout", "5",
            "socketTimeout", "30",
            "tcpKeepAlive", "true",
            // The server's details quote values, which have no place in our logs.
            "logServerErrorDetail", "false");

    /**
     * Promises hold whatever the server's defaults are: a commit is on disk, and a process that has vanished or stands still
     * inside a transaction does not keep the others from appending for so long that their senders are told to come again,
     * which is 8 s, nor the account beyond its lease.
     */
    private static final String SESSION = """
            SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED;
            SET idle_in_transaction_session_timeout = '5s';
            SET lock_timeout = '15s';
            SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'""";

    private static final String READ_SETTINGS = """
            SELECT name, setting FROM pg_settings
            WHERE name IN ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method')
            ORDER BY name""";

    /** Numbers come from a sequence before their commit: without the lock a reader could pass a number still to come. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(7585423, 'event'::regclass::oid::integer)";

    private static final String APPEND = """
            INSERT INTO event (source, message_id, type, ts, received_at, body, imported)
            SELECT source, message_id, type, ts, received_at, body, imported
            FROM unnest(?, ?, ?, ?, ?, ?, ?) WITH ORDINALITY
                AS e (source, message_id, type, ts, received_at, body, imported, place) ORDER BY place
            ON CONFLICT (source, message_id) DO NOTHING""";

    /**
     * Classes of SQLSTATE that blame the server: connection, resources, intervention, system; and single ones: read-only
     * (a standby), serialization, deadlock, lock not available.
     */
    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "53", "57", "58");

    private static final Set<String> UNAVAILABLE_STATES = Set.of("25006", "40001", "40P01", "55P03", "25P03");

    private final Jdbc jdbc;
    private final StoreClock clock;

    Postgres(StoreConfig config) {
        this(config, new PostgresClock());
    }

    Postgres(StoreConfig config, StoreClock clock) {
        this.jdbc = new Jdbc(new Driver(), config.url(), config.username(), config.password(), PROPERTIES, SESSION);
        this.clock = clock;
    }

    /** Without parameters, among which may be a password. */
    @Override
    public String name() {
        return "The store at " + jdbc.url().replaceFirst("\\?.*", "");
    }

    @Override
    public Jdbc jdbc() {
        return jdbc;
    }

    @Override
    public void begin(Connection connection) {}

    @Override
    public void prepareForWriting(Connection connection) {}

    @Override
    public String migrations() {
        return "classpath:db/postgresql";
    }

    /** A lock of the session, which the server gives back when the connection ends, however it ends. */
    @Override
    public Alone alone() throws SQLException {
        var connection = jdbc.connect();
        try (var statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '60s'");
            statement.execute("SELECT pg_advisory_lock(7585423)");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection::close;
    }

    @Override
    public StoreClock clock() {
        return clock;
    }

    @Override
    public boolean exclusive() {
        return false;
    }

    @Override
    public String holdingRow() {
        return " FOR NO KEY UPDATE";
    }

    @Override
    public String bodyContains() {
        return "position(? IN body) > 0";
    }

    @Override
    public String settings() {
        return READ_SETTINGS;
    }

    @Override
    public int snapshotIsolation() {
        return Connection.TRANSACTION_REPEATABLE_READ;
    }

    @Override
    public int[] append(Connection connection, List<List<EventRow>> lists) throws SQLException {
        try (var lock = connection.createStatement()) {
            lock.execute(LOCK);
        }
        try (var insert = connection.prepareStatement(APPEND)) {
            for (var rows : lists) {
                insert.setArray(1, array(connection, "text", rows, EventRow::source));
                insert.setArray(2, array(connection, "text", rows, EventRow::messageId));
                insert.setArray(3, array(connection, "text", rows, EventRow::type));
                insert.setArray(4, array(connection, "bigint", rows, EventRow::ts));
                insert.setArray(5, array(connection, "bigint", rows, EventRow::receivedAt));
                insert.setArray(6, connection.createArrayOf("bytea", bodies(rows)));
                insert.setArray(7, array(connection, "boolean", rows, EventRow::imported));
                insert.addBatch();
            }
            return insert.executeBatch();
        }
    }

    private static Array array(
            Connection connection, String type, List<EventRow> rows, Function<EventRow, Object> column)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(column).toArray());
    }

    private static byte[][] bodies(List<EventRow> rows) {
        return rows.stream().map(EventRow::body).toArray(byte[][]::new);
    }

    @Override
    public boolean unavailable(SQLException fault) {
        var state = fault.getSQLState();
        return state != null
                && (UNAVAILABLE_STATES.contains(state)
                        || state.length() == 5 && UNAVAILABLE_CLASSES.contains(state.substring(0, 2)));
    }

    /** Autovacuum does that. */
    @Override
    public boolean giveBackSpace(Connection connection) {
        return false;
    }

    @Override
    public void close() {}
}
