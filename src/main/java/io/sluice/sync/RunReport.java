package io.sluice.sync;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;

/**
 * What came of a run of a sync.
 *
 * @param sync its name, {@code default} for the one without
 * @param id of its records in the warehouse; empty where there are none
 * @param collections in the order in which they were copied; none when it was skipped
 */
@RegisterForReflection
public record RunReport(
        String sync, String id, Status status, Duration took, boolean dryRun, List<CollectionReport> collections) {}
