package io.sluice.mapping;

import org.snakeyaml.engine.v2.nodes.Node;

/** Something read, and where it stands. */
record Sited<T>(T value, Node node) {
    /** {@code file:line:column}. */
    String place() {
        var mark = node.getStartMark().orElseThrow();
        return mark.getName() + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }
}
