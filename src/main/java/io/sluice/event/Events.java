package io.sluice.event;

import java.time.Instant;
import java.util.ArrayList;

/** Reads events from request bodies. Pure but for the {@code messageId} of events that have none. */
public final class Events {
    private Events() {}

    /**
     * @param source the name of the source that was found to send this
     * @param receivedAt the time of arrival, by our clock
     */
    public static ReadEvents read(Envelope envelope, Endpoint endpoint, String source, Instant receivedAt) {
        var accepted = new ArrayList<Event>();
        var refused = new ArrayList<ReadEvents.Refused>();
        for (var i = 0; i < envelope.slices().size(); i++) {
            var reader = new EventReader(envelope, endpoint, i);
            var event = reader.read(source, receivedAt);
            if (event.isPresent()) {
                accepted.add(event.get());
            } else {
                refused.add(reader.refused());
            }
        }
        return new ReadEvents(accepted, refused);
    }
}
