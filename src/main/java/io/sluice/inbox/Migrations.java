package io.sluice.inbox;

import io.quarkus.runtime.annotations.RegisterResources;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.Location;

/**
 * Brings our own tables up to date. Several processes may start at once; Flyway has a lock of its own, but takes it only after
 * looking whether there is a history.
 */
@RegisterResources(globs = "db/*/*.sql")
final class Migrations {
    /** Flyway holds its lock on one connection and works on others. */
    private static final int CONNECTIONS = 4;

    private Migrations() {}

    static void run(Database database) throws SQLException {
        try (var pool = database.jdbc().pool(CONNECTIONS);
                var alone = database.alone()) {
            Flyway.configure()
                    .dataSource(pool)
                    .resourceProvider(new MigrationFiles(new Location(database.migrations())))
                    // None in Java. Only with both does Flyway not scan the class path.
                    .javaMigrationClassProvider(List::of)
                    // The database may hold tables of others, and histories of others.
                    .table("sluice_store_history")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        }
    }
}
