package io.sluice.sandbox.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Rows by collection, each in the order in which it was added. */
record SourceRows(Map<Collection, List<Row>> rows) {

    SourceRows() {
        this(new EnumMap<>(Collection.class));
    }

    void add(Collection collection, ObjectNode json) {
        rows.computeIfAbsent(collection, none -> new ArrayList<>()).add(Row.of(collection, json));
    }

    List<Row> of(Collection collection) {
        return rows.getOrDefault(collection, List.of());
    }
}
