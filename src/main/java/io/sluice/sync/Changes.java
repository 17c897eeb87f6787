package io.sluice.sync;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a collection came to.
 *
 * @param fetched rows that were read, each key once
 */
@RegisterForReflection
public record Changes(long fetched, long inserted, long updated, long unchanged, long deleted) {
    public static final Changes NONE = new Changes(0, 0, 0, 0, 0);

    public Changes plus(Changes other) {
        return new Changes(
                fetched + other.fetched,
                inserted + other.inserted,
                updated + other.updated,
                unchanged + other.unchanged,
                deleted + other.deleted);
    }
}
