package io.sluice.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/** A new, empty store for one gateway. */
interface Store extends AutoCloseable {
    /** The settings with which a gateway uses it. */
    Map<String, String> environment();

    /** Past the gateway, with the gateway's settings, without autocommit. */
    Connection connect() throws SQLException;

    /** The database's own, which do the syncs; empty where the gateway does. */
    Set<Long> processes();

    @Override
    void close() throws Exception;
}
