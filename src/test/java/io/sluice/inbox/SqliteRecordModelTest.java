package io.sluice.inbox;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

class SqliteRecordModelTest extends RecordModelContract {
    @TempDir
    Path directory;

    @Override
    Store open(InstantSource clock) {
        return SqlStore.open(Sqlite.open("jdbc:sqlite:" + directory.resolve("store.db"), clock));
    }
}
