package io.sluice.mapping;

import io.sluice.delivery.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the mappings of one file. */
final class FlowReader {
    private static final String WHERE = "a mapping";
    private static final List<String> KEYS = Stream.of(
                    List.of(
                            "name",
                            "when",
                            "do",
                            "to",
                            "keys",
                            "fields",
                            "events",
                            "match",
                            "nulls",
                            "colons",
                            "expires",
                            "after",
                            "afterWait",
                            "onUnknown",
                            "stale",
                            "optIn"),
                    RecordWritingReader.KEYS)
            .flatMap(List::stream)
            .toList();

    private final Mistakes mistakes;
    private final Scalars scalars;
    private final Map<String, Action> actions;
    private final String lane;

    FlowReader(Mistakes mistakes, Map<String, Action> actions, String lane) {
        this.mistakes = mistakes;
        this.scalars = new Scalars(mistakes);
        this.actions = actions;
        this.lane = lane;
    }

    List<Declared> read(Node root) {
        if (!(root instanceof SequenceNode list)) {
            mistakes.add(root, "the file is not a list of mappings", "begin each mapping with '- name: …'");
            return List.of();
        }
        var declared = new ArrayList<Declared>();
        for (var node : list.getValue()) {
            mapping(node).ifPresent(declared::add);
        }
        return declared;
    }

    /** @return empty when it has no name, action or target, and so cannot take part in any further check */
    private Optional<Declared> mapping(Node node) {
        var entries = Entries.of(node, "write 'name: …', 'when: …', 'do: …', 'to: …'", mistakes)
                .only(KEYS, WHERE);
        if (entries.isEmpty() && entries.isFaulty()) {
            return Optional.empty();
        }
        var name = entries.require("name", WHERE, "write a name, unique over all files")
                .flatMap(given -> scalars.text(given, "write a name, unique over all files")
                        .map(text -> new Sited<>(text, given)));
        var when = entries.require("when", WHERE, "write for instance when: { type: identify }")
                .map(new ConditionReader(mistakes)::read);
        var action = entries.require("do", WHERE, "write one of " + String.join(", ", actions.keySet()))
                .flatMap(this::action);
        var to = entries.require("to", WHERE, "write for instance to: { account: main }");
        if (action.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        var declared = new ActionMappingReader(mistakes, action.get(), entries)
                .read(lane, name.orElse(new Sited<>("", node)), when.orElse(new Condition.All(List.of())), to.get());
        return name.map(known -> declared);
    }

    private Optional<Action> action(Node node) {
        return scalars.word(node, List.copyOf(actions.keySet())).map(actions::get);
    }
}
