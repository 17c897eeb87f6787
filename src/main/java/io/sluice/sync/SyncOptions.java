package io.sluice.sync;

import java.util.Set;

/**
 * What is asked of one run.
 *
 * @param collections names; none: all of the sync
 * @param full whether to read everything again, however far it has been copied
 * @param dryRun whether to write nothing, and tell what would be written
 * @param confirmed whether deletions are wanted even when they are suspiciously many
 */
public record SyncOptions(Set<String> collections, boolean full, boolean dryRun, boolean confirmed) {
    /** As the timer asks. */
    public static final SyncOptions USUAL = new SyncOptions(Set.of(), false, false, false);
}
