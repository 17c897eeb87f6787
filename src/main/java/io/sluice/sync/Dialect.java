package io.sluice.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What is different from one kind of database to another. What is the same is plain SQL elsewhere: {@code INSERT … ON CONFLICT},
 * {@code UPDATE … FROM}, {@code FILTER}, temporary tables, and a name for true and false.
 */
interface Dialect {
    /** @throws IllegalArgumentException for a URL that no dialect is for */
    static Dialect of(WarehouseSettings settings, String schema) {
        if (settings.url().startsWith(PostgresDialect.PREFIX)) {
            return new PostgresDialect(settings, schema);
        }
        if (settings.url().startsWith(SqliteDialect.PREFIX)) {
            return SqliteDialect.of(settings.url(), schema);
        }
        throw new IllegalArgumentException("The warehouse's url must begin with " + SqliteDialect.PREFIX + " or "
                + PostgresDialect.PREFIX + ": other databases are not supported.");
    }

    /** Whether there is a database yet; one that is made when it is first written to may not be there. */
    boolean exists();

    Connection connect() throws SQLException;

    /** The lock, with the connection that has it; empty when another run has it. It ends with the process, however that ends. */
    Optional<Alone> alone() throws SQLException;

    /** The same for a run that writes nothing: where there is no database yet, none is made. */
    default Optional<Alone> looking() throws SQLException {
        return alone();
    }

    DataSource dataSource();

    /** The schema is there afterwards; others who do the same at the same time are waited for until the connection is closed. */
    void createSchema(Sql sql) throws SQLException;

    /** The schema of the connection's own tables, which nobody else sees and which end with it. */
    String temporary();

    /** As the database itself spells it. */
    String type(Type type);

    /** Names and types of a table's columns; none when there is no such table. */
    Map<String, String> columns(Sql sql, String table) throws SQLException;

    /** At most one row has the same values in these columns, among those for which the condition holds. */
    void uniqueIndex(Sql sql, String name, String table, String columns, String condition) throws SQLException;

    /** The sentences that say what table and columns hold, where the database keeps such. */
    void comment(Sql sql, Shape shape) throws SQLException;

    /** All columns of the table under another name. @return false when something else has that name */
    boolean view(Sql sql, String name, String table) throws SQLException;

    /** As the driver takes it: an {@link Instant}, a {@link Boolean}, a {@link JsonNode}, or what needs no change. */
    Object bound(Object value) throws SQLException;

    /** Null where the column is. */
    Instant instant(ResultSet row, int column) throws SQLException;

    Instant now(Sql sql) throws SQLException;

    /** Makes the stage, and fills it: of rows with the same key only the last one stays. */
    void stage(Sql sql, Stage stage, Spooled rows) throws SQLException, IOException;

    /** What has happened, in words, and what to do about it. */
    WarehouseUnavailable failure(SQLException fault);

    /** A connection that has the lock of its schema, until it is closed. */
    record Alone(Connection connection, Ending ending) implements AutoCloseable {
        @FunctionalInterface
        interface Ending {
            void end() throws SQLException;
        }

        @Override
        public void close() throws SQLException {
            ending.end();
        }
    }
}
