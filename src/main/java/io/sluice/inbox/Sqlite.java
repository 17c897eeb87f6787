package io.sluice.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sqlite.SQLiteErrorCode;

/** SQLite, for one gateway, and commands beside it. */
final class Sqlite implements Database {
    static final String PREFIX = "jdbc:sqlite:";

    private static final Map<String, String> SETTINGS = Map.of(
            "journal_mode", "WAL",
            // Each commit syncs the log; NORMAL would sync only when it is copied into the file.
            "synchronous", "FULL",
            // For commands, which write beside us; among our own threads only one writes.
            "busy_timeout", "5000",
            // 64 MB, after which the log is cut when it begins again.
            "journal_size_limit", "67108864",
            // In kB when negative. messageIds are random, so their index is written all over.
            "cache_size", "-32768",
            "jdbc.get_generated_keys", "false");

    /** macOS: fsync alone stops at the drive's cache. The driver has no such setting, and says nothing when it is given it. */
    private static final String FULL_SYNC = "PRAGMA fullfsync = ON";

    /**
     * In pages: 16 MB of log instead of 4 before it is copied into the file. Settling writes rows of random keys, a page each;
     * the more of them there are, the more share a page, and the fewer syncs of the file there are (the commits' own stay).
     */
    private static final String RARER_CHECKPOINTS = "PRAGMA wal_autocheckpoint = 4000";

    private static final String APPEND = """
            INSERT INTO event (source, message_id, type, ts, received_at, body, imported) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (source, message_id) DO NOTHING""";

    private static final String READ_SETTINGS = """
            SELECT 'version', sqlite_version()
            UNION ALL SELECT 'journal_mode', journal_mode FROM pragma_journal_mode
            UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous
            UNION ALL SELECT 'fullfsync', fullfsync FROM pragma_fullfsync
            UNION ALL SELECT 'page_size', page_size FROM pragma_page_size
            UNION ALL SELECT 'cache_size', cache_size FROM pragma_cache_size""";

    private static final Set<Integer> UNAVAILABLE = Stream.of(
                    SQLiteErrorCode.SQLITE_BUSY,
                    SQLiteErrorCode.SQLITE_LOCKED,
                    SQLiteErrorCode.SQLITE_NOMEM,
                    SQLiteErrorCode.SQLITE_READONLY,
                    SQLiteErrorCode.SQLITE_INTERRUPT,
                    SQLiteErrorCode.SQLITE_IOERR,
                    SQLiteErrorCode.SQLITE_CORRUPT,
                    SQLiteErrorCode.SQLITE_FULL,
                    SQLiteErrorCode.SQLITE_CANTOPEN,
                    SQLiteErrorCode.SQLITE_PROTOCOL,
                    SQLiteErrorCode.SQLITE_NOTADB)
            .map(code -> code.code)
            .collect(Collectors.toUnmodifiableSet());

    /** A tenth of the file stays free, for the events to come. */
    private static final int FREE_PART = 10;

    /** 4 MB at a time: some milliseconds. */
    private static final int PAGES_AT_A_TIME = 1_000;

    private final SqlitePlace place;
    /** None for a command, which is there beside the gateway that has it. */
    private final Optional<FileHold> hold;

    private final Jdbc jdbc;
    private final StoreClock clock;

    private Sqlite(SqlitePlace place, Optional<FileHold> hold, StoreClock clock) {
        this.place = place;
        this.hold = hold;
        this.jdbc = place.jdbc(SETTINGS, FULL_SYNC);
        this.clock = clock;
    }

    /**
     * @throws IllegalArgumentException when the URL names no file
     * @throws IllegalStateException when another process has the store
     */
    static Sqlite open(String url, InstantSource clock) {
        var place = SqlitePlace.of(url);
        try {
            Files.createDirectories(place.file().getParent());
            var sqlite = new Sqlite(place, Optional.of(FileHold.take(place.file())), StoreClock.of(clock));
            sqlite.createOrRelease();
            return sqlite;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The store's file " + place.file() + " cannot be made; is its directory writable?", e);
        }
    }

    /** @throws IllegalArgumentException when the URL names no file, or the file is not there */
    static Sqlite beside(String url, InstantSource clock) {
        var place = SqlitePlace.of(url);
        if (!Files.exists(place.file())) {
            throw new IllegalArgumentException("There is no store " + place.file()
                    + ": set sluice.store.url to that of the gateway, or start the gateway first.");
        }
        return new Sqlite(place, Optional.empty(), StoreClock.of(clock));
    }

    private void createOrRelease() throws IOException {
        try {
            place.create();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "The store " + place.file();
    }

    @Override
    public Jdbc jdbc() {
        return jdbc;
    }

    /**
     * Takes the write lock: a transaction that reads first, and finds at its first write that a command has written in between,
     * would fail at once. The driver's own way, transaction_mode, would take it again with each commit, and keep it.
     */
    @Override
    public void begin(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM errand WHERE false");
        }
    }

    @Override
    public void prepareForWriting(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(RARER_CHECKPOINTS);
        }
    }

    @Override
    public String migrations() {
        return "classpath:db/sqlite";
    }

    @Override
    public StoreClock clock() {
        return clock;
    }

    /** The file is ours alone from its opening on. */
    @Override
    public Alone alone() {
        return () -> {};
    }

    /** The file lock proves it. */
    @Override
    public boolean exclusive() {
        return hold.isPresent();
    }

    /** Only one thread writes. */
    @Override
    public String holdingRow() {
        return "";
    }

    @Override
    public String bodyContains() {
        return "instr(body, ?) > 0";
    }

    @Override
    public String settings() {
        return READ_SETTINGS;
    }

    @Override
    public int snapshotIsolation() {
        return Connection.TRANSACTION_SERIALIZABLE;
    }

    @Override
    public int[] append(Connection connection, List<List<EventRow>> lists) throws SQLException {
        try (var insert = connection.prepareStatement(APPEND)) {
            var news = new int[lists.size()];
            for (int i = 0; i < news.length; i++) {
                for (var row : lists.get(i)) {
                    insert.setString(1, row.source());
                    insert.setString(2, row.messageId());
                    insert.setString(3, row.type());
                    insert.setLong(4, row.ts());
                    insert.setLong(5, row.receivedAt());
                    insert.setBytes(6, row.body());
                    insert.setBoolean(7, row.imported());
                    news[i] += insert.executeUpdate();
                }
            }
            return news;
        }
    }

    @Override
    public boolean unavailable(SQLException fault) {
        return UNAVAILABLE.contains(fault.getErrorCode());
    }

    @Override
    public boolean giveBackSpace(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            long tooMany =
                    number(statement, "PRAGMA freelist_count") - number(statement, "PRAGMA page_count") / FREE_PART;
            if (tooMany <= 0) {
                return false;
            }
            // executeUpdate, since this pragma frees one page at each step, and execute() takes a single step.
            statement.executeUpdate("PRAGMA incremental_vacuum(" + Math.min(tooMany, PAGES_AT_A_TIME) + ")");
            return tooMany > PAGES_AT_A_TIME;
        }
    }

    private static long number(Statement statement, String pragma) throws SQLException {
        try (var row = statement.executeQuery(pragma)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        hold.ifPresent(FileHold::close);
    }
}
