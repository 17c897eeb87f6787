package io.sluice.inbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.event.Event;
import io.sluice.event.EventType;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Events that differ in their messageId. */
final class TestEvents {
    private TestEvents() {}

    static Event event(String messageId, Instant receivedAt, int padding) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("messageId", messageId).put("userId", "u1").put("padding", "x".repeat(padding));
        return new Event("web", messageId, EventType.TRACK, receivedAt.minusMillis(5), receivedAt, body);
    }

    static Event event(String messageId, Instant receivedAt) {
        return event(messageId, receivedAt, 0);
    }

    static List<Event> events(String prefix, int count, Instant receivedAt, int padding) {
        return IntStream.range(0, count)
                .mapToObj(i -> event(prefix + "-" + i, receivedAt, padding))
                .toList();
    }

    static List<Event> events(String prefix, int count, Instant receivedAt) {
        return events(prefix, count, receivedAt, 0);
    }
}
