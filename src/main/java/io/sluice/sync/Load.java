package io.sluice.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A collection that was read, to be written in one transaction.
 *
 * @param sync its name
 * @param full whether all of it was read
 * @param complete whether what is missing has been deleted
 * @param confirmed whether deletions are wanted even when they are suspiciously many
 * @param watermark empty: as before
 * @param shortfall whether it counts as partial
 */
public record Load(
        String sync,
        String runId,
        String collection,
        List<Table> tables,
        Spooled rows,
        Instant startedAt,
        boolean full,
        boolean complete,
        boolean confirmed,
        Optional<Instant> watermark,
        boolean shortfall,
        int calls,
        int retries,
        List<String> notices) {}
