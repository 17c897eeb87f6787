package io.sluice.sync;

import io.sluice.delivery.TrueOrFalse;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The syncs as they are configured; {@link ConfiguredSyncs} checks them. */
@ConfigMapping(prefix = "sluice.sync")
public interface SyncConfig {
    /** By name; what is set directly under {@code sluice.sync} is the sync {@code default}, which is always there. */
    @WithParentName
    @WithUnnamedKey(SyncSettings.DEFAULT)
    Map<String, Sync> syncs();

    interface Sync {
        /**
         * How often it runs by itself: a time such as 3h, at least 5m; or {@code off} where only {@code sluice sync} starts
         * it. 3h unless set. Up to a twentieth more passes, so that several do not begin at once.
         */
        @WithDefault("3h")
        String every();

        /** The SFMC account that is read, {@code main} unless set. The sync is off where that account is. */
        @WithDefault("main")
        String account();

        /**
         * The schema of the warehouse that the tables are in, {@code sfmc_prod} unless set: a small letter, then up to 62
         * small letters, digits and underscores.
         */
        @WithDefault("sfmc_prod")
        String schema();

        /** What is copied, with commas between: all collections unless set. */
        Optional<Set<String>> collections();

        /** The pace of its own calls, 1 to that of the account, whose deliveries have the rest; the account's unless set. */
        OptionalInt requestsPerSecond();

        /**
         * Whether {@code <table>_history} keeps every version of each row, from the first run on that has it set; a change of
         * statistics alone makes none. {@code false} unless set.
         */
        @WithDefault("false")
        @WithConverter(TrueOrFalse.class)
        boolean history();

        /** Where the tables are. */
        Warehouse warehouse();
    }

    interface Warehouse {
        /**
         * {@code jdbc:sqlite:<file>} or {@code jdbc:postgresql://host/database}. Unless set, where the store is: the same
         * PostgreSQL database, or a file beside the one of SQLite, {@code warehouse.db}, or {@code warehouse-<name>.db} for a
         * sync with a name.
         */
        Optional<String> url();

        /** PostgreSQL only; it must own the schema, or be allowed to create it. Default: none, or the store's with its URL. */
        Optional<String> username();

        /** PostgreSQL only; a secret. Default: none, or the store's with its URL. */
        Optional<String> password();
    }
}
