package io.sluice.mapping;

import io.sluice.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When a mapping's rows may be sent. */
record Timing(Optional<Duration> expires, List<String> after, Duration afterWait, Stale stale) {
    /** Counted from when it happened; a sender's clock that is ahead does not prolong it. */
    Optional<Instant> expiresAt(Event event) {
        return expires.map(happened(event)::plus);
    }

    /** See {@link io.sluice.delivery.Mapped.Wanted#happened()}. */
    Optional<Instant> happened(Event event, Keys keys) {
        return stale == Stale.SEND || keys.perEvent() ? Optional.empty() : Optional.of(happened(event));
    }

    private static Instant happened(Event event) {
        return event.timestamp().isBefore(event.receivedAt()) ? event.timestamp() : event.receivedAt();
    }
}
