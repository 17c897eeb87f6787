package io.sluice.bench;

import java.io.IOException;
import java.nio.file.Path;

/** What events can be kept in. */
enum StoreKind {
    SQLITE("SQLite"),
    POSTGRESQL("PostgreSQL");

    final String title;

    StoreKind(String title) {
        this.title = title;
    }

    /** A new, empty one. */
    Store open(Path directory) throws IOException {
        return this == SQLITE ? new SqliteStore(directory) : new PostgresStore(directory);
    }
}
