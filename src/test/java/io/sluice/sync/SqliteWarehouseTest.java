package io.sluice.sync;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class SqliteWarehouseTest extends WarehouseContract {
    @TempDir
    Path directory;

    @Override
    WarehouseSettings settings() {
        return new WarehouseSettings(
                "jdbc:sqlite:" + directory.resolve("deep/down/warehouse.db"), Optional.empty(), Optional.empty());
    }

    @Override
    Object no() {
        return 0L;
    }
}
