package io.sluice.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is known before a collection is read.
 *
 * @param watermark how far it has been copied; empty before the first time
 * @param full whether all of it is to be read: it was asked for, or is due
 * @param startedAt when the run began; no watermark may be later
 * @param campaigns the ids of all campaigns, when this very run has read and committed them completely
 * @param live what the first column of the first table's key has in rows that are not deleted; asked when it is wanted
 */
public record Since(
        Optional<Instant> watermark,
        boolean full,
        Instant startedAt,
        Optional<List<String>> campaigns,
        Supplier<Set<String>> live) {}
