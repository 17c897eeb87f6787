package io.sluice.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One Segment-spec message as it is kept: its head typed, the whole of it as JSON.
 *
 * @param source the name of the source that sent it
 * @param messageId unique per source; assigned on arrival when the sender gave none
 * @param timestamp when it happened, corrected for the sender's clock
 * @param receivedAt when it arrived here
 * @param body the complete message, batch-level context and integrations merged in, {@code messageId},
 *     {@code timestamp}, {@code receivedAt} and {@code type} filled in
 */
public record Event(
        String source, String messageId, EventType type, Instant timestamp, Instant receivedAt, ObjectNode body) {}
