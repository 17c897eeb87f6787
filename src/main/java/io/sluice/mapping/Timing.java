package io.sluice.mapping;

import io.sluice.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When a mapping's rows may be sent. */
record Timing(Optional<Duration> expires, List<String> after, Duration afterWait) {
    /** Counted from when it happened; a sender's clock that is ahead does not prolong it. */
    Optional<Instant> expiresAt(Event event) {
        if (expires.isEmpty()) {
            return Optional.empty();
        }
        var happened = event.timestamp().isBefore(event.receivedAt()) ? event.timestamp() : event.receivedAt();
        return Optional.of(happened.plus(expires.get()));
    }
}
