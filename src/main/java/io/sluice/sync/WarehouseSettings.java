package io.sluice.sync;

import java.util.Optional;

/**
 * Where the tables of a sync are.
 *
 * @param url {@code jdbc:sqlite:<file>} or {@code jdbc:postgresql://…}
 */
public record WarehouseSettings(String url, Optional<String> username, Optional<String> password) {
    /** Without the password. */
    @Override
    public String toString() {
        return url.replaceAll("(?i)(password|pwd)=[^&;]*", "$1=set");
    }
}
