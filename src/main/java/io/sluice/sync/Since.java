package io.sluice.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known before a collection is read.
 *
 * @param watermark how far it has been copied; empty before the first time
 * @param full whether all of it is to be read: it was asked for, or is due
 * @param startedAt when the run began; no watermark may be later
 * @param campaigns the ids of all campaigns, when this very run has read and committed them completely
 * @param live what there is of it so far
 */
public record Since(
        Optional<Instant> watermark, boolean full, Instant startedAt, Optional<List<String>> campaigns, Live live) {}
