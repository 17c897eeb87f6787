package io.sluice.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One Segment-spec message as it is kept: its head typed, the whole of it as JSON.
 *
 * @param source the name of the source that sent it
 * @param messageId unique per source; assigned on arrival when the sender gave none
 * @param timestamp when it happened, corrected for the sender's clock, to the millisecond
 * @param receivedAt when it arrived here, to the millisecond
 * @param body the complete message, batch-level context, integrations and {@code sentAt} merged in, {@code messageId},
 *     {@code timestamp}, {@code receivedAt} and {@code type} filled in. A time of the sender's that was corrected is its
 *     {@code originalTimestamp}. The write key is left out, and so are ids that are empty
 * @param imported whether it came as one from the past, to fill up what is known: nothing must be set off by it
 */
public record Event(
        String source,
        String messageId,
        EventType type,
        Instant timestamp,
        Instant receivedAt,
        ObjectNode body,
        boolean imported) {
    /** One that has just happened. */
    public Event(
            String source, String messageId, EventType type, Instant timestamp, Instant receivedAt, ObjectNode body) {
        this(source, messageId, type, timestamp, receivedAt, body, false);
    }
}
