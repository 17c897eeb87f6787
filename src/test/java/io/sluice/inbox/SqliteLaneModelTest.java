package io.sluice.inbox;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

class SqliteLaneModelTest extends LaneModelContract {
    @TempDir
    Path directory;

    @Override
    Store open() {
        return SqlStore.open(Sqlite.open("jdbc:sqlite:" + directory.resolve("store.db"), InstantSource.system()));
    }
}
