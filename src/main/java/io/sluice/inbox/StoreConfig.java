package io.sluice.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where the inbox is kept. */
@ConfigMapping(prefix = "sluice.store")
public interface StoreConfig {
    /**
     * {@code jdbc:sqlite:<file>} for one process, its directory is created; {@code jdbc:postgresql://host/database} for
     * several. Default {@code jdbc:sqlite:data/sluice.db}. Any other URL stops the start.
     */
    @WithDefault("jdbc:sqlite:data/sluice.db")
    String url();

    /** PostgreSQL only; it must own the database's schema, or be allowed to create tables in it. Default: none. */
    Optional<String> username();

    /** PostgreSQL only; a secret. Default: none. */
    Optional<String> password();
}
