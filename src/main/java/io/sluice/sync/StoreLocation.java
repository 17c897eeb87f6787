package io.sluice.sync;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the store is, beside which the tables are unless a setting says otherwise.
 *
 * @param url as in {@code sluice.store.url}, which may be wrong
 */
public record StoreLocation(String url, Optional<String> username, Optional<String> password) {
    static final String SQLITE = "jdbc:sqlite:";

    /** @param sync its name, which tells the files of several apart: a file of SQLite has no schemas */
    WarehouseSettings warehouse(String sync) {
        if (!url.startsWith(SQLITE)) {
            return new WarehouseSettings(url, username, password);
        }
        var file = sync.equals(SyncSettings.DEFAULT) ? "warehouse.db" : "warehouse-" + sync + ".db";
        var beside = Path.of(url.substring(SQLITE.length())).resolveSibling(file);
        return new WarehouseSettings(SQLITE + beside, Optional.empty(), Optional.empty());
    }

    /** Whether it is the store's own file. */
    boolean isAt(Path file) {
        return url.startsWith(SQLITE) && file(url).equals(file);
    }

    /** @param url of SQLite */
    static Path file(String url) {
        return Path.of(url.substring(SQLITE.length())).toAbsolutePath().normalize();
    }

    /** Without the password, which the URL may have as well. */
    @Override
    public String toString() {
        return new WarehouseSettings(url, username, password).toString();
    }
}
