package io.sluice.inbox;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/**
 * Brings our own tables up to date. Several processes may start at once; Flyway has a lock of its own, but takes it only after
 * looking whether there is a history.
 */
final class Migrations {
    /** Flyway holds its lock on one connection and works on others. */
    private static final int CONNECTIONS = 4;

    private Migrations() {}

    static void run(Database database) throws SQLException {
        try (var pool = database.jdbc().pool(CONNECTIONS);
                var alone = database.alone()) {
            Flyway.configure()
                    .dataSource(pool)
                    .locations(database.migrations())
                    // The database may hold tables of others, and histories of others.
                    .table("sluice_store_history")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        }
    }
}
