package io.sluice.sync;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Statements on one connection, their parameters bound as the dialect keeps them. */
record Sql(Connection connection, Dialect dialect) {
    private static final Logger LOG = Logger.getLogger(Sql.class);

    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** @return how many rows were changed */
    long update(String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    <T> List<T> list(String sql, RowReader<T> reader, Object... parameters) throws SQLException {
        var rows = new ArrayList<T>();
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
            }
        }
        return rows;
    }

    /** Of a query that always has one row. */
    <T> T one(String sql, RowReader<T> reader, Object... parameters) throws SQLException {
        return list(sql, reader, parameters).get(0);
    }

    void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, dialect.bound(parameters[i]));
        }
    }

    /**
     * The transaction is undone, and statements stand for themselves again. SQLite undoes it by itself when its disk is full, as a
     * server does when the connection is lost: then there is nothing to roll back, and the connection must know that all the same.
     */
    void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debugf("Rolled back already: %s", e.getMessage());
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            LOG.debugf("No transaction was left: %s", e.getMessage());
        }
    }
}
