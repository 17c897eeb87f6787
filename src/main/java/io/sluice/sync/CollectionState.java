package io.sluice.sync;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a collection has been copied: a row of {@code _sync_state}.
 *
 * @param lastRunAt when the last run that came to an end had begun, whatever came of it
 * @param lastSuccessAt when the last successful run had begun
 * @param lastFullAt when the last run had begun that read all of it
 * @param lastStatus what came of the last run that came to an end
 */
public record CollectionState(
        Optional<Instant> watermark,
        Optional<Instant> lastRunAt,
        Optional<Instant> lastSuccessAt,
        Optional<Instant> lastFullAt,
        Optional<Status> lastStatus) {
    public static final CollectionState NEW = new CollectionState(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
