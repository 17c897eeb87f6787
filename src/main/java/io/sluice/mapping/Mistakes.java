package io.sluice.mapping;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** The mistakes found so far, over all files. */
final class Mistakes {
    private final List<Mistake> list = new ArrayList<>();

    void add(Node node, String problem, String remedy) {
        var mark = node.getStartMark().orElseThrow();
        add(new Mistake(mark.getName(), mark.getLine() + 1, mark.getColumn() + 1, problem, remedy));
    }

    void add(Node node, BadSyntax bad) {
        add(node, bad.getMessage(), bad.remedy());
    }

    void add(Mistake mistake) {
        list.add(mistake);
    }

    boolean isEmpty() {
        return list.isEmpty();
    }

    List<Mistake> inOrder() {
        return list.stream().sorted(Mistake.IN_ORDER).toList();
    }
}
