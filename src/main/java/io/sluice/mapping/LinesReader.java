package io.sluice.mapping;

import io.sluice.delivery.Action;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads which rows of which targets become of events: one line for all of them, or the table {@code events:}. */
final class LinesReader {
    private final Mistakes mistakes;
    private final Action action;
    private final TargetReader targets;
    private final Entries entries;
    private final FieldsReader fields;
    private final KeysReader keys;
    private final Row.Match match;
    private final RecordWritingReader writing;
    private final List<Sited<Target>> found = new ArrayList<>();

    /** @param entries of the mapping */
    LinesReader(Mistakes mistakes, Action action, TargetReader targets, Entries entries) {
        this.mistakes = mistakes;
        this.action = action;
        this.targets = targets;
        this.entries = entries;
        var scalars = new Scalars(mistakes);
        var colons = scalars.constant(entries.get("colons"), Colons.STRIP);
        this.writing = new RecordWritingReader(mistakes, action, entries);
        this.fields = new FieldsReader(mistakes, colons, action.writesRecords());
        this.keys = new KeysReader(mistakes, colons, action, missing());
        this.match = action.writesRecords() ? Row.Match.NAMES : match(scalars);
    }

    private Keys.Missing missing() {
        if (!action.writesRecords()) {
            return Keys.Missing.REFUSED;
        }
        return writing.match() == RecordWriting.Match.ANY ? Keys.Missing.LEFT_OUT : Keys.Missing.FILTERED;
    }

    private Row.Match match(Scalars scalars) {
        var node = entries.get("match");
        if (node.isPresent() && !action.knowsColumns()) {
            mistakes.add(node.get(), action.name() + " cannot look at the columns of its target", "remove 'match'");
        }
        return scalars.constant(node, Row.Match.NAMES);
    }

    /**
     * @param place the entries of {@code to:}
     * @param to their node
     */
    Lines read(Sited<String> account, Entries place, Node to) {
        var table = entries.get("events");
        return table.isPresent() ? table(account, place, table.get()) : one(account, place, to);
    }

    /** The targets of all lines that have been read. */
    List<Sited<Target>> targets() {
        return List.copyOf(found);
    }

    private Lines one(Sited<String> account, Entries place, Node to) {
        var target = target(account, place, to, "'to' of " + action.name());
        return new Lines.One(line(target, entries, ownFields(), to));
    }

    private Fields ownFields() {
        var node = entries.get("fields");
        if (node.isPresent() && !action.takesFields()) {
            mistakes.add(node.get(), action.name() + " takes no fields", "remove 'fields'");
            return Fields.NONE;
        }
        return node.map(fields::read).orElse(Fields.NONE);
    }

    private Lines table(Sited<String> account, Entries place, Node table) {
        targets.refuseTarget(place);
        var base = tableFields();
        var byEvent = new LinkedHashMap<String, Line>();
        for (var event :
                Entries.of(table, "write for instance 'Order Completed: { keys: [ Contact Key ] }'", mistakes)) {
            byEvent.put(event.key(), line(account, base, event));
        }
        return new Lines.Table(byEvent);
    }

    /** The common fields of a table's lines: rows always have the contact key, journey events have it beside their data. */
    private Fields tableFields() {
        if (!action.takesFields()) {
            return ownFields();
        }
        var contactKey = action.keyNames().isEmpty() && !action.writesRecords() ? fields.contactKey() : Fields.NONE;
        return entries.get("fields")
                .map(node -> fields.readOver(contactKey, node))
                .orElseGet(() -> action.writesRecords() ? contactKey : fields.ofTrack(contactKey));
    }

    private Line line(Sited<String> account, Fields base, Entries.Entry event) {
        var line = Entries.of(event.value(), "write a map with " + String.join(", ", targets.lineKeys()), mistakes)
                .only(targets.lineKeys(), "a line of 'events'");
        var target = target(account, line, event.value(), "the line of '" + event.key() + "'");
        var own = line.get("fields").map(node -> fields.readOver(base, node)).orElse(base);
        return line(target, line.get("keys").isPresent() ? line : entries, own, event.value());
    }

    private Line line(Target target, Entries holder, Fields own, Node at) {
        var node = holder.get("keys");
        var keyed = node.map(given -> keys.read(given, own)).orElseGet(() -> keys.byDefault(at, own));
        return new Line(
                target, keyed, own.without(keyed.traits()), match, writing.of(target, keyed, own, node.orElse(at)));
    }

    private Target target(Sited<String> account, Entries place, Node at, String where) {
        var target = targets.target(account.value(), place, where);
        if (!targets.hasTarget() || !target.name().isEmpty()) {
            found.add(new Sited<>(target, place.get(target.kind()).orElse(at)));
        }
        return target;
    }
}
