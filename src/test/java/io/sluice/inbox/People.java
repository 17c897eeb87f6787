package io.sluice.inbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.event.Event;
import io.sluice.event.EventType;
import java.time.Instant;

/** Events of one person or another. */
final class People {
    private People() {}

    static Event track(String messageId, String userId, Instant at) {
        return event(EventType.TRACK, messageId, userId, at);
    }

    /** Asks that the user be forgotten. */
    static Event delete(String messageId, String userId, Instant at) {
        return event(EventType.DELETE, messageId, userId, at);
    }

    /** Without a user id. */
    static Event anonymous(String messageId, Instant at) {
        var body = JsonNodeFactory.instance.objectNode().put("messageId", messageId);
        return new Event("web", messageId, EventType.TRACK, at, at, body.put("anonymousId", "somebody"));
    }

    private static Event event(EventType type, String messageId, String userId, Instant at) {
        var body = JsonNodeFactory.instance.objectNode().put("messageId", messageId);
        return new Event("web", messageId, type, at, at, body.put("userId", userId));
    }
}
