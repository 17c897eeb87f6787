package io.sluice.ops;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.inbox.Paused;
import java.time.Instant;
import java.util.Optional;

/**
 * A pause, for machines.
 *
 * @param paused the code of the reason
 */
@RegisterForReflection
record PausedLine(String account, Optional<String> lane, String paused, Instant since) {
    static PausedLine of(Paused one) {
        return new PausedLine(one.account(), one.lane(), one.reason().code(), one.since());
    }
}
