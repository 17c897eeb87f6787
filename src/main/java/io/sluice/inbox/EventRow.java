package io.sluice.inbox;

import io.sluice.event.Event;
import io.sluice.event.EventType;
import java.util.List;
import java.util.Set;

/**
 * An event in the form in which it is written: made on the caller's thread, so that the writer need not.
 *
 * @param suppresses whom it puts on the suppression list
 */
record EventRow(
        String source,
        String messageId,
        String type,
        long ts,
        long receivedAt,
        byte[] body,
        boolean imported,
        Set<Identity> suppresses) {
    static EventRow of(Event event) {
        return new EventRow(
                StoredText.of(event.source()),
                StoredText.of(event.messageId()),
                event.type().word(),
                event.timestamp().toEpochMilli(),
                event.receivedAt().toEpochMilli(),
                EventBody.write(event.body()),
                event.imported(),
                event.type() == EventType.DELETE ? Identity.forgottenBy(event) : Set.of());
    }

    static List<EventRow> of(List<Event> events) {
        return events.stream().map(EventRow::of).toList();
    }
}
