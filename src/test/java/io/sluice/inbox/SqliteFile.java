package io.sluice.inbox;

import java.nio.file.Path;
import java.time.InstantSource;

/** A SQLite file in a directory that is made with it. */
record SqliteFile(Path file) implements TestDatabase {
    static SqliteFile in(Path directory) {
        return new SqliteFile(directory.resolve("deep/down/sluice.db"));
    }

    @Override
    public StoreConfig config() {
        return new TestStoreConfig("jdbc:sqlite:" + file);
    }

    @Override
    public Database database(InstantSource clock) {
        return Database.of(config(), clock);
    }

    @Override
    public Database beside(InstantSource clock) {
        return Database.beside(config(), clock);
    }
}
