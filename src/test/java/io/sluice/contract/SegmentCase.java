package io.sluice.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * One case of what Segment's destinations do: events that come in, the mapping that is asked, and what comes of it.
 *
 * @param id as in docs/segment.md
 * @param mapping the text of a mapping file
 * @param together whether the events are read together, and not one after the other
 * @param there the records that the destination has
 * @param events as they are sent
 * @param answers of the destination, in order; afterwards it takes everything
 * @param expected what comes of it, as {@link SegmentCases} tells it
 */
public record SegmentCase(
        String id,
        String mapping,
        boolean together,
        List<JsonNode> there,
        List<JsonNode> events,
        List<JsonNode> answers,
        JsonNode expected) {
    private static final Path DIRECTORY = Path.of("src/test/resources/cases");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param destination whose: the name of a directory */
    public static List<SegmentCase> all(String destination) throws IOException {
        var cases = new ArrayList<SegmentCase>();
        try (var files = Files.newDirectoryStream(DIRECTORY.resolve(destination), "*.yaml")) {
            for (var file : files) {
                try (var text = Files.newInputStream(file)) {
                    var content = read(text);
                    content.get("cases").forEach(one -> cases.add(of(one, content.get("mappings"))));
                }
            }
        }
        return cases;
    }

    private static JsonNode read(InputStream text) {
        var settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
        return JSON.valueToTree(new Load(settings).loadFromInputStream(text));
    }

    private static SegmentCase of(JsonNode one, JsonNode mappings) {
        var expected = JsonNodeFactory.instance.objectNode();
        for (var part : List.of("mistakes", "unaccepted", "requests", "ends")) {
            expected.set(
                    part, one.path(part) instanceof ArrayNode given ? given : JsonNodeFactory.instance.arrayNode());
        }
        return new SegmentCase(
                one.get("id").textValue(),
                mappings.get(one.get("mapping").textValue()).textValue(),
                one.path("together").booleanValue(),
                items(one.path("there")),
                items(one.path("events")),
                items(one.path("answers")),
                expected);
    }

    private static List<JsonNode> items(JsonNode list) {
        var items = new ArrayList<JsonNode>();
        list.forEach(items::add);
        return items;
    }

    @Override
    public String toString() {
        return id;
    }
}
