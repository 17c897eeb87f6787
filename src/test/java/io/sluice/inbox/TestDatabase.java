package io.sluice.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;

/** An empty database for one test. */
interface TestDatabase {
    StoreConfig config();

    /** @param clock keeps the time on either database, so that tests need not wait for it */
    Database database(InstantSource clock);

    /** As a command has it, while a store is open on it. */
    Database beside(InstantSource clock);

    /** Beside the store's own connections. */
    default Connection connect() throws SQLException {
        return java.sql.DriverManager.getConnection(
                config().url(),
                config().username().orElse(null),
                config().password().orElse(null));
    }

    default long number(String query) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
