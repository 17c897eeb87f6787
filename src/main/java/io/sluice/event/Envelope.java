package io.sluice.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A request body taken apart, its events not yet looked into.
 *
 * @param text the whole body, unpacked
 * @param shape how the events lie in it
 * @param slices the events, in order
 * @param writeKey who sends it, where the body says so
 * @param context what is merged into each event's context; empty object if nothing is
 * @param integrations the same for its integrations
 * @param sentAt when it was sent, by the sender's clock, where that is said once for all events
 */
public record Envelope(
        byte[] text,
        Shape shape,
        List<Slice> slices,
        Optional<String> writeKey,
        ObjectNode context,
        ObjectNode integrations,
        Optional<Instant> sentAt) {

    enum Shape {
        /** The body is the event. */
        EVENT,
        /** An object with the events in {@code batch}. */
        BATCH,
        /** The bare list, as Segment's batched webhook sends it. */
        LIST
    }

    /** @param body as it came: plain or packed, of any content type */
    public static Envelope open(Endpoint endpoint, byte[] body) throws UnreadableBody {
        return new EnvelopeReader(endpoint, Unpacked.of(body)).read();
    }

    public boolean hasSeveral() {
        return shape != Shape.EVENT;
    }

    /** The bytes of the first event, over which Segment signs a batched webhook. */
    public byte[] firstEvent() {
        var first = slices.get(0);
        return Arrays.copyOfRange(text, first.start(), first.end());
    }

    /** Where the event with this number is, as a JSON pointer. */
    String pointer(int index) {
        return switch (shape) {
            case EVENT -> "";
            case BATCH -> "/batch/" + index;
            case LIST -> "/" + index;
        };
    }
}
