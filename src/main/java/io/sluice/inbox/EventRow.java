package io.sluice.inbox;

import io.sluice.event.Event;
import java.util.List;

/** An event in the form in which it is written: made on the caller's thread, so that the writer need not. */
record EventRow(String source, String messageId, String type, long ts, long receivedAt, byte[] body) {
    static EventRow of(Event event) {
        return new EventRow(
                StoredText.of(event.source()),
                StoredText.of(event.messageId()),
                event.type().word(),
                event.timestamp().toEpochMilli(),
                event.receivedAt().toEpochMilli(),
                EventBody.write(event.body()));
    }

    static List<EventRow> of(List<Event> events) {
        return events.stream().map(EventRow::of).toList();
    }
}
