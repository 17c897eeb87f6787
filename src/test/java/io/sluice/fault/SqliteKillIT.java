package io.sluice.fault;

import java.util.Map;

class SqliteKillIT extends KillContract {
    @Override
    Map<String, String> store() {
        return Map.of("SLUICE_STORE_URL", "jdbc:sqlite:data/sluice.db");
    }
}
