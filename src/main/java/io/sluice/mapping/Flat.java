package io.sluice.mapping;

import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A piece of a mapping file on one line, to quote it. */
final class Flat {
    private Flat() {}

    static String text(Node node) {
        if (node instanceof MappingNode map) {
            return map.getValue().stream()
                    .map(entry -> text(entry.getKeyNode()) + ": " + text(entry.getValueNode()))
                    .collect(Collectors.joining(", ", "{ ", " }"));
        }
        if (node instanceof SequenceNode list) {
            return list.getValue().stream().map(Flat::text).collect(Collectors.joining(", ", "[ ", " ]"));
        }
        return ((ScalarNode) node).getValue();
    }
}
