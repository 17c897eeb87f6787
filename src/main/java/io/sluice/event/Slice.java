package io.sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** One JSON value within a body, as it was sent. */
record Slice(byte[] body, int start, int end) {
    int length() {
        return end - start;
    }

    JsonNode read() throws IOException {
        try {
            return Json.MAPPER.readTree(body, start, length());
        } catch (NumberFormatException exponent) {
            // Jackson throws it as it is when the exponent does not even fit an int.
            throw new IOException("The exponent of a number is beyond any number.", exponent);
        }
    }
}
