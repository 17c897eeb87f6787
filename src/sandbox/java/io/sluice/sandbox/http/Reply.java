package io.sluice.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What becomes of a request: an answer, or none. */
public sealed interface Reply {

    /** An ordinary answer. */
    record Answer(int status, Map<String, String> headers, byte[] body) implements Reply {
        public Answer with(String header, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Answer(status, more, body);
        }
    }

    /** A long answer, written while it is made. */
    record Stream(String contentType, Writing writing) implements Reply {}

    /** The connection is closed without an answer. */
    record Dropped() implements Reply {}

    /** The connection stays open without an answer. */
    record Hanging() implements Reply {}

    /** Writes a streamed answer. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    static Answer json(int status, Object value) {
        try {
            var bytes = Json.MAPPER.writeValueAsBytes(value);
            return new Answer(status, Map.of("Content-Type", "application/json; charset=utf-8"), bytes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A reply could not be written as JSON", e);
        }
    }

    static Answer text(int status, String contentType, String text) {
        return new Answer(status, Map.of("Content-Type", contentType), text.getBytes(StandardCharsets.UTF_8));
    }

    /** The status for the request log; 0 where there is no answer. */
    default int statusOrZero() {
        if (this instanceof Answer answer) {
            return answer.status();
        }
        return this instanceof Stream ? 200 : 0;
    }
}
