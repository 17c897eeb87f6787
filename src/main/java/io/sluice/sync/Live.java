package io.sluice.sync;

import java.util.Set;

/** The rows of a collection's first table that are not deleted, asked for when they are wanted, by any thread. */
@FunctionalInterface
public interface Live {
    /**
     * What they have in the first column of the key; given a value of that column, what the rows with it have in the second one.
     *
     * @throws WarehouseUnavailable when it cannot be asked
     */
    Set<String> keys(String... before);
}
