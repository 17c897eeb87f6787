package io.sluice.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the events in a body, and where each begins and ends, in one pass that builds nothing. */
final class EnvelopeReader {
    private final byte[] text;
    private final Endpoint endpoint;
    /** The members beside the events, of an object; of two with one name the last. */
    private final Map<String, Slice> members = new HashMap<>();

    private final Problems problems = new Problems("");

    EnvelopeReader(Endpoint endpoint, byte[] text) {
        this.endpoint = endpoint;
        this.text = text;
    }

    Envelope read() throws UnreadableBody {
        try (var parser = Json.MAPPER.createParser(text)) {
            var first = parser.nextToken();
            var envelope = first == JsonToken.START_ARRAY && endpoint == Endpoint.WEBHOOK
                    ? list(parser)
                    : object(parser, first);
            if (parser.nextToken() != null) {
                throw UnreadableBody.because("The body goes on after the end of its JSON value. Send one value only.");
            }
            return envelope;
        } catch (JsonProcessingException broken) {
            throw UnreadableBody.because("The body is not valid JSON at byte %d."
                    .formatted(broken.getLocation().getByteOffset()));
        } catch (IOException unexpected) {
            throw UnreadableBody.because("The body cannot be read as JSON.");
        }
    }

    private Envelope list(JsonParser parser) throws IOException, UnreadableBody {
        var slices = elements(parser);
        if (slices.isEmpty()) {
            throw UnreadableBody.because("The list has no event.");
        }
        return new Envelope(
                text, Envelope.Shape.LIST, slices, Optional.empty(), nothing(), nothing(), Optional.empty());
    }

    private Envelope object(JsonParser parser, JsonToken first) throws IOException, UnreadableBody {
        if (first != JsonToken.START_OBJECT) {
            throw UnreadableBody.because(
                    first == null ? "The body is empty. Send a JSON object." : "The body must be a JSON object.");
        }
        var start = (int) parser.currentTokenLocation().getByteOffset();
        Optional<List<Slice>> batch = Optional.empty();
        for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            var value = parser.nextToken();
            if (name.equals("batch") && endpoint.type().isEmpty()) {
                batch = Optional.of(value == JsonToken.START_ARRAY ? elements(parser) : skipped(parser));
            } else {
                members.put(name, slice(parser));
            }
        }
        var whole = new Slice(text, start, (int) parser.currentLocation().getByteOffset());
        return batch.isEmpty() && !endpoint.isBatch() ? event(whole) : batch(batch.orElse(List.of()));
    }

    private Envelope event(Slice whole) throws IOException, UnreadableBody {
        if (whole.length() > Limits.EVENT_BYTES) {
            throw UnreadableBody.tooLarge(Limits.eventTooLarge(whole));
        }
        return new Envelope(
                text, Envelope.Shape.EVENT, List.of(whole), writeKey(), nothing(), nothing(), Optional.empty());
    }

    private Envelope batch(List<Slice> slices) throws IOException, UnreadableBody {
        if (slices.isEmpty()) {
            problems.add("/batch", "A batch needs a list of at least one event under \"batch\".");
        }
        var context = shared("context");
        var integrations = shared("integrations");
        var sentAt = sentAt();
        if (problems.any()) {
            throw UnreadableBody.because(problems.all());
        }
        return new Envelope(text, Envelope.Shape.BATCH, slices, writeKey(), context, integrations, sentAt);
    }

    private List<Slice> elements(JsonParser parser) throws IOException, UnreadableBody {
        var slices = new ArrayList<Slice>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (slices.size() == Limits.BATCH_EVENTS) {
                throw UnreadableBody.tooLarge(
                        "The batch has more than %d events. Send fewer at once.".formatted(Limits.BATCH_EVENTS));
            }
            slices.add(slice(parser));
        }
        return slices;
    }

    private List<Slice> skipped(JsonParser parser) throws IOException {
        parser.skipChildren();
        return List.of();
    }

    private Slice slice(JsonParser parser) throws IOException {
        var start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        return new Slice(text, start, (int) parser.currentLocation().getByteOffset());
    }

    private Optional<String> writeKey() throws IOException {
        return Optional.ofNullable(member("writeKey").textValue());
    }

    private ObjectNode shared(String name) throws IOException {
        var slice = members.get(name);
        if (slice != null && slice.length() > Limits.SHARED_BYTES) {
            problems.add(
                    "/" + name,
                    "The batch's %s is larger than %d bytes. Put what is that large into the events it belongs to."
                            .formatted(name, Limits.SHARED_BYTES));
            return nothing();
        }
        var value = member(name);
        if (value instanceof ObjectNode object) {
            Contents.check(object, "/" + name, problems);
            return object;
        }
        if (!value.isNull()) {
            problems.add("/" + name, "The batch's %s must be an object.".formatted(name));
        }
        return nothing();
    }

    private Optional<Instant> sentAt() throws IOException {
        return Times.read(member("sentAt"), "/sentAt", problems);
    }

    private JsonNode member(String name) throws IOException {
        var slice = members.get(name);
        return slice == null ? JsonNodeFactory.instance.nullNode() : slice.read();
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }
}
