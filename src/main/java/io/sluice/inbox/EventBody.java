package io.sluice.inbox;

import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The body of an event as it is kept: compact JSON in UTF-8. */
final class EventBody {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter ESCAPED = JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private EventBody() {}

    static byte[] write(ObjectNode body) {
        try {
            return bytes(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("An event's body could not be written as JSON", e);
        }
    }

    private static byte[] bytes(ObjectNode body) throws JsonProcessingException {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonGenerationException e) {
            // Half of a surrogate pair, which JSON can spell and UTF-8 cannot.
            return ESCAPED.writeValueAsBytes(body);
        }
    }

    static ObjectNode read(long seq, byte[] body) {
        try {
            return (ObjectNode) JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("The body of event " + seq + " in the store is not JSON", e);
        }
    }
}
