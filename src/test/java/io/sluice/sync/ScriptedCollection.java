package io.sluice.sync;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sfmc.SfmcSource;
import io.sluice.sfmc.SourceFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A collection whose objects a test sets. It makes one call and shows all of them. */
final class ScriptedCollection implements SourceCollection {
    /** What happens after its rows were read, and before the scan ends. */
    @FunctionalInterface
    interface Step {
        void happens() throws SourceFailure, InterruptedException;
    }

    private final Table table;
    private final int order;
    private final Map<String, ObjectNode> objects = new TreeMap<>();
    final List<Since> asked = new ArrayList<>();
    private Step atTheEnd = () -> {};
    private boolean whole = true;
    private Optional<String> after = Optional.empty();

    ScriptedCollection(String name, int order) {
        this.order = order;
        this.table = Table.named(name, "What is called " + name + ".")
                .key("id")
                .text("id", "id", "Its id.")
                .text("name", "name", "Its name.")
                .time("modified_date", "modifiedDate", "When it was changed.")
                .build();
    }

    ScriptedCollection with(String id, String name, String modified) {
        objects.put(
                id,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", id)
                        .put("name", name)
                        .put("modifiedDate", modified));
        return this;
    }

    ScriptedCollection without(String id) {
        objects.remove(id);
        return this;
    }

    ScriptedCollection then(Step step) {
        atTheEnd = step;
        return this;
    }

    ScriptedCollection neverWhole() {
        whole = false;
        return this;
    }

    ScriptedCollection after(ScriptedCollection other) {
        after = Optional.of(other.name());
        return this;
    }

    @Override
    public Optional<String> after() {
        return after;
    }

    @Override
    public List<Table> tables() {
        return List.of(table);
    }

    @Override
    public int order() {
        return order;
    }

    @Override
    public List<String> scopes() {
        return List.of(name() + "_read");
    }

    @Override
    public void scan(SfmcSource source, Since since, Scan scan) throws SourceFailure, InterruptedException {
        asked.add(since);
        source.get("/" + name());
        for (var object : objects.values()) {
            scan.row(table, object.deepCopy());
        }
        atTheEnd.happens();
        objects.values().stream()
                .map(object -> Instant.parse(object.get("modifiedDate").textValue()))
                .max(Instant::compareTo)
                .ifPresent(scan::watermark);
        if (whole) {
            scan.complete();
        }
    }
}
