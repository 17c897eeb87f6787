package io.sluice.fault;

import java.util.Map;

class SqliteCommandsIT extends CommandsContract {
    @Override
    Map<String, String> store() {
        return Map.of("SLUICE_STORE_URL", "jdbc:sqlite:" + directory.resolve("sluice.db"));
    }
}
