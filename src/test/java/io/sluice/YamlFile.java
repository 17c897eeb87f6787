package io.sluice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** A YAML file as JSON that still knows on which line each value stands. */
public record YamlFile(Path path, List<String> lines, JsonNode content, Map<String, Integer> lineByPointer) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The one document of the file. */
    public static YamlFile read(Path path) throws IOException {
        return readAll(path).get(0);
    }

    public static List<YamlFile> readAll(Path path) throws IOException {
        var text = Files.readString(path);
        var settings = LoadSettings.builder().setLabel(path.toString()).build();
        var documents = new ArrayList<YamlFile>();
        new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text))).forEachRemaining(root -> {
            var lines = new LinkedHashMap<String, Integer>();
            var content = convert(root, "", lines);
            documents.add(new YamlFile(path, text.lines().toList(), content, lines));
        });
        return documents;
    }

    /** {@code path:line} of the value, or of the nearest one around it. */
    String at(String pointer) {
        for (var nearest = pointer; !nearest.isEmpty(); nearest = nearest.substring(0, nearest.lastIndexOf('/'))) {
            if (lineByPointer.containsKey(nearest)) {
                return path + ":" + lineByPointer.get(nearest);
            }
        }
        return path + ":1";
    }

    /** The JSON pointer of a field of the object at {@code pointer}. */
    static String below(String pointer, String field) {
        return pointer + "/" + field.replace("~", "~0").replace("/", "~1");
    }

    private static JsonNode convert(Node node, String pointer, Map<String, Integer> lines) {
        if (node instanceof MappingNode mapping) {
            var object = JSON.createObjectNode();
            for (var entry : mapping.getValue()) {
                var key = ((ScalarNode) entry.getKeyNode()).getValue();
                var below = below(pointer, key);
                remember(below, entry.getKeyNode(), lines);
                object.set(key, convert(entry.getValueNode(), below, lines));
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            var array = JSON.createArrayNode();
            for (var item : sequence.getValue()) {
                var below = pointer + "/" + array.size();
                remember(below, item, lines);
                array.add(convert(item, below, lines));
            }
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private static void remember(String pointer, Node node, Map<String, Integer> lines) {
        node.getStartMark().ifPresent(mark -> lines.put(pointer, mark.getLine() + 1));
    }

    private static JsonNode scalar(ScalarNode node) {
        if (node.getTag().equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (node.getTag().equals(Tag.STR)) {
            return JSON.getNodeFactory().textNode(node.getValue());
        }
        try {
            return JSON.readTree(node.getValue());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
