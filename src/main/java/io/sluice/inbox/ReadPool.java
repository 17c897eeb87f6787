package io.sluice.inbox;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

/** Reads beside the writer, on a few connections. */
final class ReadPool implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 4;
    private static final int QUESTIONS_OF_TIME = 8;

    private final Database database;
    private final AgroalDataSource pool;

    ReadPool(Database database) throws SQLException {
        this.database = database;
        this.pool = database.jdbc().pool(MAX_CONNECTIONS);
    }

    @FunctionalInterface
    private interface OnConnection<T> {
        T read(Connection connection) throws SQLException;
    }

    /** @throws StoreUnavailable when the database can still not be read on a new connection */
    <T> T read(Function<Statements, T> query) {
        return withRetry(connection -> query.apply(new Statements(connection)));
    }

    /** Has the clock of the store set, by the best of some answers: the first ones take long. @throws StoreUnavailable as above */
    void askTime() {
        withRetry(connection -> {
            for (var n = 0; n < QUESTIONS_OF_TIME; n++) {
                database.clock().ask(connection);
            }
            return null;
        });
    }

    /** Several queries that see the same state of the database. */
    <T> T readInOneSnapshot(Function<Statements, T> query) {
        return withRetry(connection -> {
            connection.setTransactionIsolation(database.snapshotIsolation());
            connection.setAutoCommit(false);
            var result = query.apply(new Statements(connection));
            connection.commit();
            return result;
        });
    }

    private <T> T withRetry(OnConnection<T> query) {
        try (var connection = pool.getConnection()) {
            return query.read(connection);
        } catch (SQLException | SqlFault first) {
            // After a restart of the database every idle connection is a dead one.
            pool.flush(FlushMode.INVALID);
            return onNewConnection(query, first);
        }
    }

    private <T> T onNewConnection(OnConnection<T> query, Exception first) {
        try (var connection = database.jdbc().connect()) {
            return query.read(connection);
        } catch (SQLException | SqlFault second) {
            second.addSuppressed(first);
            throw new StoreUnavailable(database.name() + " cannot be read: " + second.getMessage(), second);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
