package io.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Mapped;
import io.sluice.event.Event;
import io.sluice.event.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events and mappings in a few words. */
final class Sample {
    static final Instant NOW = Instant.parse("2024-05-30T12:00:00Z");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private Sample() {}

    /** @param text JSON, also with single quotes and bare names */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException bad) {
            throw new AssertionError(text, bad);
        }
    }

    static Event event(String text) {
        return event(json(text));
    }

    static Event event(JsonNode node) {
        var body = (ObjectNode) node;
        var type = EventType.of(body.path("type").asText()).orElseThrow();
        if (!body.has("messageId")) {
            body.put("messageId", "msg-1");
        }
        var timestamp =
                body.has("timestamp") ? Instant.parse(body.path("timestamp").asText()) : NOW;
        return new Event("web", body.path("messageId").asText(), type, timestamp, NOW, body);
    }

    static MappingReader.Read read(Map<String, String> files) {
        return new MappingReader(FakeAction.ALL).read(files);
    }

    static Flow flow(String yaml) {
        var read = read(Map.of("routes/test.mapping.yaml", yaml));
        assertThat(read.mistakes()).isEmpty();
        return read.flows().get(0);
    }

    /** What the only mapping of the file makes of the event. */
    static Mapped map(String yaml, String event) {
        List<Mapped> all = flow(yaml).map(event(event));
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** A mapping of identify with these fields; the value that it gives to the column {@code X}. */
    static JsonNode x(String value, String event) {
        var mapped = map(upsert("fields: { X: " + value + " }"), event);
        assertThat(mapped).isInstanceOf(Mapped.Wanted.class);
        return ((Mapped.Wanted) mapped).row().values().get("X");
    }

    /** A mapping that wants everything, with more lines. */
    static String upsert(String... lines) {
        return "- name: all\n  when: {}\n  do: sfmcUpsertRows\n  to: { dataExtension: test }\n  "
                + String.join("\n  ", lines) + "\n";
    }

    /** A mapping of everything to Leads that are looked up by their e-mail, with more lines. */
    static String records(String... lines) {
        return recordsBy("Email: $.traits.email", lines);
    }

    static String recordsBy(String keys, String... lines) {
        return "- name: all\n  when: {}\n  do: salesforceUpsertRecords\n  optIn: false\n  to: { object: Lead }\n  keys: { "
                + keys + " }\n  " + String.join("\n  ", lines) + "\n";
    }

    static JsonNode tree(Map<String, JsonNode> values) {
        return JSON.valueToTree(values);
    }
}
