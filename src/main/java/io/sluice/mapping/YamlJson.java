package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** YAML as the JSON that it stands for. */
final class YamlJson {
    private final Mistakes mistakes;

    YamlJson(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    JsonNode read(Node node) {
        if (node instanceof ScalarNode scalar) {
            return Scalars.json(scalar);
        }
        if (node instanceof SequenceNode list) {
            var array = JsonNodeFactory.instance.arrayNode();
            list.getValue().forEach(item -> array.add(read(item)));
            return array;
        }
        var object = JsonNodeFactory.instance.objectNode();
        if (node instanceof MappingNode) {
            for (var entry : Entries.of(node, "write 'key: value'", mistakes)) {
                object.set(entry.key(), read(entry.value()));
            }
        }
        return object;
    }
}
