package io.sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** Makes one event of its bytes, or finds out all that is wrong with it. */
final class EventReader {
    private final Envelope envelope;
    private final Endpoint endpoint;
    private final int index;
    private final Problems problems;
    private Optional<String> messageId = Optional.empty();

    EventReader(Envelope envelope, Endpoint endpoint, int index) {
        this.envelope = envelope;
        this.endpoint = endpoint;
        this.index = index;
        this.problems = new Problems(envelope.pointer(index));
    }

    /** @return empty if it has problems */
    Optional<Event> read(String source, Instant receivedAt) {
        return body().flatMap(body -> event(body, source, receivedAt.truncatedTo(ChronoUnit.MILLIS)));
    }

    ReadEvents.Refused refused() {
        return new ReadEvents.Refused(index, messageId, problems.all());
    }

    private Optional<ObjectNode> body() {
        var slice = envelope.slices().get(index);
        if (slice.length() > Limits.EVENT_BYTES) {
            problems.add(
                    "", "The event has %d bytes; at most %d are taken.".formatted(slice.length(), Limits.EVENT_BYTES));
            return Optional.empty();
        }
        try {
            if (slice.read() instanceof ObjectNode object) {
                return Optional.of(object);
            }
            problems.add("", "An event must be a JSON object.");
        } catch (IOException broken) {
            problems.add("", "The event is not valid JSON, or has a number whose exponent is beyond any number.");
        }
        return Optional.empty();
    }

    private Optional<Event> event(ObjectNode body, String source, Instant receivedAt) {
        removeWhatIsNotKept(body);
        Contents.check(body, "", problems);
        messageId = messageId(body.path("messageId"));
        var type = SegmentSpec.type(body.path("type"), endpoint, problems);
        type.ifPresent(known -> check(known, body));
        var times = EventTimes.of(body, envelope.sentAt(), endpoint, receivedAt, problems);
        if (problems.any()) {
            return Optional.empty();
        }
        var id = messageId.orElseGet(() -> UUID.randomUUID().toString());
        merge(body, "context", envelope.context());
        merge(body, "integrations", envelope.integrations());
        body.put("type", type.orElseThrow().word()).put("messageId", id);
        times.writeTo(body);
        var imported = endpoint == Endpoint.IMPORT;
        return Optional.of(new Event(source, id, type.get(), times.timestamp(), receivedAt, body, imported));
    }

    private void check(EventType type, ObjectNode body) {
        SegmentSpec.check(type, body, problems);
        if (type == EventType.DELETE && endpoint.takes(type) && envelope.hasSeveral()) {
            problems.add("/type", "A delete is taken alone: of several events Segment signs only the first.");
        }
    }

    /** The write key is a secret. An empty id is how some clients (RudderStack's) say that there is none. */
    private static void removeWhatIsNotKept(ObjectNode body) {
        body.remove("writeKey");
        SegmentSpec.IDS.forEach(name -> removeIfEmpty(body, name));
        removeIfEmpty(body, "messageId");
    }

    private static void removeIfEmpty(ObjectNode body, String name) {
        var id = body.path(name);
        if (id.isNull() || id.isTextual() && id.textValue().isEmpty()) {
            body.remove(name);
        }
    }

    private Optional<String> messageId(JsonNode given) {
        if (given.isMissingNode()) {
            return Optional.empty();
        }
        if (given.isTextual() && given.textValue().length() <= Limits.MESSAGE_ID) {
            return Optional.of(given.textValue());
        }
        problems.add(
                "/messageId",
                "The messageId must be a string of at most %d characters. Leave it out to get one assigned."
                        .formatted(Limits.MESSAGE_ID));
        return Optional.empty();
    }

    /** Member by member; what the event itself says wins. */
    private static void merge(ObjectNode body, String name, ObjectNode shared) {
        if (!shared.isEmpty()) {
            var merged = shared.deepCopy();
            if (body.path(name) instanceof ObjectNode own) {
                merged.setAll(own);
            }
            body.set(name, merged);
        }
    }
}
