package io.sluice.sync;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of one collection in a run.
 *
 * @param calls that were made for it, those repeated included
 * @param retries calls that had to be repeated
 */
@RegisterForReflection
public record CollectionReport(
        String collection,
        Status status,
        Changes changes,
        int calls,
        int retries,
        Duration took,
        List<String> notices,
        Optional<Fault> fault) {}
