package io.sluice.sandbox.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;

/** One row, as the API shows it. It is kept as text: hundreds of thousands of JSON trees would not fit. */
public final class Row {
    private final String key;
    private final LocalDateTime modified;
    private final byte[] json;

    private Row(String key, LocalDateTime modified, byte[] json) {
        this.key = key;
        this.modified = modified;
        this.json = json;
    }

    /** @throws IllegalArgumentException when its date of change is none */
    static Row of(Collection collection, ObjectNode json) {
        try {
            return new Row(collection.key(json), modified(collection, json), Json.MAPPER.writeValueAsBytes(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A row could not be written as JSON", e);
        }
    }

    private static LocalDateTime modified(Collection collection, ObjectNode json) {
        if (collection.modified() == null || !json.hasNonNull(collection.modified())) {
            return null;
        }
        var text = json.get(collection.modified()).asText();
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no " + collection.modified()
                    + "; it must look like 2026-02-03T09:15:27, without an offset.");
        }
    }

    String key() {
        return key;
    }

    /** The number that its key ends with; 0 where it does not. */
    long number() {
        var digits = key.substring(key.lastIndexOf('-') + 1);
        return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
    }

    /** When it was last changed, in the server's time; null where that is not known. */
    public LocalDateTime modified() {
        return modified;
    }

    /** A tree of its own at each call. */
    public ObjectNode json() {
        try {
            return (ObjectNode) Json.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("A row could not be read", e);
        }
    }

    byte[] bytes() {
        return json;
    }
}
