package io.sluice.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When an event happened, as far as can be known.
 *
 * @param timestamp corrected for the sender's clock
 * @param original the time by the sender's clock; empty where nothing was corrected
 */
record EventTimes(Instant timestamp, Optional<Instant> original, Optional<Instant> sentAt, Instant receivedAt) {

    /**
     * The Segment Spec corrects the sender's clock: {@code timestamp = receivedAt - (sentAt - originalTimestamp)}. Segment's clients
     * send their own time as {@code timestamp}, RudderStack's as {@code originalTimestamp}. Where both are there, somebody has
     * corrected it before us (Segment's webhook), and it is kept; so are all times of an import.
     */
    static EventTimes of(
            ObjectNode body, Optional<Instant> batchSentAt, Endpoint endpoint, Instant receivedAt, Problems problems) {
        var timestamp = Times.read(body.path("timestamp"), "/timestamp", problems);
        var original = Times.read(body.path("originalTimestamp"), "/originalTimestamp", problems);
        var sentAt = Times.read(body.path("sentAt"), "/sentAt", problems).or(() -> batchSentAt);
        var said = timestamp.or(() -> original);
        var isFinal = endpoint == Endpoint.IMPORT || timestamp.isPresent() && original.isPresent();
        if (said.isEmpty() || sentAt.isEmpty() || isFinal) {
            return new EventTimes(said.orElse(receivedAt), Optional.empty(), sentAt, receivedAt);
        }
        var corrected = receivedAt.minus(Duration.between(said.get(), sentAt.get()));
        if (!Times.isKeepable(corrected)) {
            problems.add("/sentAt", "Between sentAt and the time of the event lie thousands of years.");
        }
        return new EventTimes(corrected, said, sentAt, receivedAt);
    }

    /** The sender's time stays readable as {@code originalTimestamp}, as the Segment Spec has it. */
    void writeTo(ObjectNode body) {
        if (!body.hasNonNull("originalTimestamp")) {
            original.ifPresent(time -> body.put("originalTimestamp", Times.write(time)));
        }
        if (!body.hasNonNull("sentAt")) {
            sentAt.ifPresent(time -> body.put("sentAt", Times.write(time)));
        }
        body.put("timestamp", Times.write(timestamp)).put("receivedAt", Times.write(receivedAt));
    }
}
