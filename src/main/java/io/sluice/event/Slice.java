package io.sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** One JSON value within a body, as it was sent. */
record Slice(byte[] body, int start, int end) {
    int length() {
        return end - start;
    }

    JsonNode read() throws IOException {
        return Json.MAPPER.readTree(body, start, length());
    }
}
