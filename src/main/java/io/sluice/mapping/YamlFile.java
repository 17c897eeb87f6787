package io.sluice.mapping;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The text of one file, as YAML nodes that know their place. */
final class YamlFile {
    private final String name;
    private final Mistakes mistakes;

    YamlFile(String name, Mistakes mistakes) {
        this.name = name;
        this.mistakes = mistakes;
    }

    /** @return empty when the file is empty or cannot be read, which is then a mistake */
    Optional<Node> read(String text) {
        try {
            var root = new Compose(settings()).composeString(text);
            if (root.isEmpty()) {
                mistakes.add(
                        new Mistake(name, 1, 1, "the file has no mapping", "write '- name: …', or remove the file"));
            }
            return root.filter(node -> !hasAnchors(node, Collections.newSetFromMap(new IdentityHashMap<>())));
        } catch (MarkedYamlEngineException bad) {
            mistakes.add(syntax(bad));
        } catch (YamlEngineException bad) {
            mistakes.add(new Mistake(
                    name, 1, 1, "this is not YAML: " + bad.getMessage(), "save the file as plain text in UTF-8"));
        }
        return Optional.empty();
    }

    private LoadSettings settings() {
        // Aliases are refused below, where we know their place.
        return LoadSettings.builder()
                .setLabel(name)
                .setSchema(new CoreSchema())
                .setMaxAliasesForCollections(Integer.MAX_VALUE)
                .build();
    }

    private Mistake syntax(MarkedYamlEngineException bad) {
        var mark = bad.getProblemMark().or(bad::getContextMark);
        int line = mark.map(at -> at.getLine() + 1).orElse(1);
        int column = mark.map(at -> at.getColumn() + 1).orElse(1);
        var problem = bad.getProblem();
        var remedy = problem.contains("TAB")
                ? "indent with blanks"
                : "mend the YAML here; a text with : # { [ ' or @ in it needs quotes";
        return new Mistake(name, line, column, "this is not YAML: " + problem, remedy);
    }

    /**
     * A few anchors that refer to each other can stand for a tree of any size, and what stands somewhere else cannot be read
     * aloud; so there are none.
     */
    private boolean hasAnchors(Node node, Set<Node> seen) {
        if (!seen.add(node)) {
            return false;
        }
        boolean found = node.getAnchor().isPresent();
        if (found) {
            mistakes.add(node, "anchors (&) and aliases (*) are not allowed", "write it out in each place");
        }
        if (node instanceof SequenceNode list) {
            for (var item : list.getValue()) {
                found |= hasAnchors(item, seen);
            }
        }
        if (node instanceof MappingNode map) {
            for (var entry : map.getValue()) {
                found |= hasAnchors(entry.getKeyNode(), seen);
                found |= hasAnchors(entry.getValueNode(), seen);
            }
        }
        return found;
    }
}
