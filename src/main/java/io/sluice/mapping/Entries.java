package io.sluice.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The entries of a YAML map in their order, each key once. */
final class Entries implements Iterable<Entries.Entry> {
    record Entry(String key, Node keyNode, Node value) {}

    private final Node node;
    private final Mistakes mistakes;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> misspelt = new HashSet<>();
    private boolean faulty;

    private Entries(Node node, Mistakes mistakes) {
        this.node = node;
        this.mistakes = mistakes;
    }

    /** @param remedy what to write when the node is no map */
    static Entries of(Node node, String remedy, Mistakes mistakes) {
        var entries = new Entries(node, mistakes);
        if (node instanceof MappingNode map) {
            map.getValue().forEach(entry -> entries.add(entry.getKeyNode(), entry.getValueNode()));
        } else {
            entries.faulty = true;
            mistakes.add(node, "a map of 'key: value' belongs here", remedy);
        }
        return entries;
    }

    private void add(Node key, Node value) {
        if (!(key instanceof ScalarNode scalar)) {
            mistakes.add(key, "a key must be a text", "put it in quotes");
        } else if (get(scalar.getValue()).isPresent()) {
            mistakes.add(key, "the key '" + scalar.getValue() + "' is there twice", "keep one of them");
        } else {
            entries.add(new Entry(scalar.getValue(), key, value));
        }
    }

    /** @param where what the map is, for instance {@code a mapping} */
    Entries only(Collection<String> known, String where) {
        for (var entry : entries) {
            if (!known.contains(entry.key)) {
                faulty = true;
                var meant = Nearest.to(entry.key, known);
                meant.ifPresent(misspelt::add);
                mistakes.add(
                        entry.keyNode,
                        "unknown key '" + entry.key + "' in " + where,
                        "write " + meant.map(word -> "'" + word + "'").orElse("one of " + String.join(", ", known)));
            }
        }
        entries.removeIf(entry -> !known.contains(entry.key));
        return this;
    }

    Optional<Node> get(String key) {
        return entries.stream()
                .filter(entry -> entry.key.equals(key))
                .map(Entry::value)
                .findFirst();
    }

    /** Reports the key when it is missing, and not just misspelt, which has been reported. */
    Optional<Node> require(String key, String where, String remedy) {
        var found = get(key);
        if (found.isEmpty() && !misspelt.contains(key)) {
            mistakes.add(node, "'" + key + "' is missing in " + where, remedy);
        }
        return found;
    }

    /** Whether it is no map, or has an unknown key: what seems to be missing may be what that was meant for. */
    boolean isFaulty() {
        return faulty;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public Iterator<Entry> iterator() {
        return entries.iterator();
    }
}
