package io.sluice.sync;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One configured sync, checked.
 *
 * @param name {@code default} for the one without a name
 * @param account the SFMC account that it reads
 * @param schema of the warehouse: a small letter, then small letters, digits and underscores
 * @param collections the names of those that it copies: of all their tables
 * @param every how often; empty where something else starts the runs
 * @param requestsPerSecond its own pace, below the account's; empty: the account's
 * @param history whether each change leaves the row before it in {@code <table>_history}
 */
public record SyncSettings(
        String name,
        String account,
        String schema,
        Set<String> collections,
        Optional<Duration> every,
        OptionalInt requestsPerSecond,
        boolean history,
        WarehouseSettings warehouse) {
    public static final String DEFAULT = "default";

    /** What the keys of a sync's settings begin with. */
    static String prefix(String name) {
        return name.equals(DEFAULT) ? "sluice.sync." : "sluice.sync." + name + ".";
    }

    /** What says on a command line that this one is meant, with a blank before it; nothing where none need be named. */
    static String option(String name) {
        return name.equals(DEFAULT) ? "" : " --sync " + name;
    }

    /** The door of its account, as in {@link io.sluice.delivery.Flow#door}. */
    public String door() {
        return "sfmc-" + account;
    }
}
