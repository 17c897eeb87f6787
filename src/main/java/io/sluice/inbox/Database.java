package io.sluice.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/** What differs between the databases that a store can be kept in. */
interface Database extends AutoCloseable {
    /** For messages: without password. */
    String name();

    Jdbc jdbc();

    /** At the beginning of each transaction that may write, before it reads anything. */
    void begin(Connection connection) throws SQLException;

    /** What the one connection that writes needs beside what all have. */
    void prepareForWriting(Connection connection) throws SQLException;

    /** Where Flyway finds the migrations on the class path. */
    String migrations();

    /** Waits until no other process is between this and the closing of what it returns. */
    Alone alone() throws SQLException;

    @FunctionalInterface
    interface Alone extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    StoreClock clock();

    /** Whether no other gateway can be at this database, so that a lease found in it is a dead one's, or a command's. */
    boolean exclusive();

    /** What ends a SELECT so that the row stays as it was read until the end of the transaction. */
    String holdingRow();

    /** An SQL condition with one parameter: whether the column {@code body} contains these bytes. */
    String bodyContains();

    /** A SELECT of names and values: what decides how safe a commit is, as the database itself has it. */
    String settings();

    /** A JDBC constant: the isolation in which all queries of a transaction see the same state. */
    int snapshotIsolation();

    /**
     * Appends several lists, in order, numbered so that no reader of higher numbers can miss lower ones.
     *
     * @return how many of each list were new
     */
    int[] append(Connection connection, List<List<EventRow>> lists) throws SQLException;

    /** Whether the fault is the database's and not the statement's: away, full, busy. */
    boolean unavailable(SQLException fault);

    /**
     * Gives space of removed rows back to the file system, a little at a time.
     *
     * @return whether there is more to give back
     */
    boolean giveBackSpace(Connection connection) throws SQLException;

    @Override
    void close();

    /** @throws IllegalArgumentException when the URL is of neither kind */
    static Database of(StoreConfig config, InstantSource clock) {
        if (config.url().startsWith(Sqlite.PREFIX)) {
            return Sqlite.open(config.url(), clock);
        }
        if (config.url().startsWith(Postgres.PREFIX)) {
            return new Postgres(config);
        }
        throw neither();
    }

    /**
     * For a command, which may be there beside the gateway that owns the database.
     *
     * @throws IllegalArgumentException when the URL is of neither kind, or there is no such database
     */
    static Database beside(StoreConfig config, InstantSource clock) {
        if (config.url().startsWith(Sqlite.PREFIX)) {
            return Sqlite.beside(config.url(), clock);
        }
        if (config.url().startsWith(Postgres.PREFIX)) {
            return new Postgres(config);
        }
        throw neither();
    }

    private static IllegalArgumentException neither() {
        return new IllegalArgumentException("sluice.store.url must begin with " + Sqlite.PREFIX + " or "
                + Postgres.PREFIX + ": SQLite for one process, PostgreSQL for several.");
    }
}
