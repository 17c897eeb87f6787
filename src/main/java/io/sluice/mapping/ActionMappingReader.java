package io.sluice.mapping;

import io.sluice.delivery.Accounts;
import io.sluice.delivery.Action;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one mapping whose action is known. */
final class ActionMappingReader {
    private static final Duration AFTER_WAIT = Duration.ofMinutes(1);

    private final Mistakes mistakes;
    private final Scalars scalars;
    private final Action action;
    private final TargetReader targets;
    private final Entries entries;
    private final FieldsReader fields;
    private final KeysReader keys;
    private final Row.Match match;
    private final List<Sited<Target>> found = new ArrayList<>();

    ActionMappingReader(Mistakes mistakes, Action action, Accounts accounts, Entries entries) {
        this.mistakes = mistakes;
        this.scalars = new Scalars(mistakes);
        this.action = action;
        this.targets = new TargetReader(mistakes, action, accounts);
        this.entries = entries;
        var colons = entries.get("colons")
                .flatMap(node -> scalars.constant(node, Colons.class))
                .orElse(Colons.STRIP);
        this.fields = new FieldsReader(mistakes, colons);
        this.keys = new KeysReader(mistakes, colons, action);
        this.match = match();
    }

    /** @param to the node of {@code to:} */
    Declared read(String lane, Sited<String> name, Condition when, Node to) {
        var place = targets.entries(to);
        var account = targets.account(place, to);
        var after = after();
        var table = entries.get("events");
        var lines = table.isPresent() ? table(account, place, table.get()) : one(account, place, to);
        var mapping = new Mapping(
                name.value(),
                action.name(),
                Integrations.of(action.destination(), optIn()),
                when,
                lines,
                entries.get("nulls")
                        .flatMap(node -> scalars.constant(node, Nulls.class))
                        .orElse(Nulls.OMIT),
                timing(after),
                entries.get("onUnknown")
                        .flatMap(node -> scalars.constant(node, OnUnknown.class))
                        .orElse(OnUnknown.REFUSE));
        return new Declared(lane, name, account, targets.isKnown(account), List.copyOf(found), after, mapping);
    }

    private List<Sited<String>> after() {
        return entries.get("after")
                .map(node -> scalars.texts(node, "write the name of a mapping"))
                .orElse(List.of());
    }

    /** Segment's Classic Salesforce destination is sent nothing unless it is named. */
    private boolean optIn() {
        return entries.get("optIn")
                .flatMap(scalars::bool)
                .orElse(action.destination().equals("salesforce"));
    }

    private Timing timing(List<Sited<String>> after) {
        return new Timing(
                entries.get("expires").flatMap(scalars::duration),
                after.stream().map(Sited::value).toList(),
                entries.get("afterWait").flatMap(scalars::duration).orElse(AFTER_WAIT),
                stale());
    }

    private Stale stale() {
        var given = entries.get("stale");
        if (given.isPresent() && !action.overwrites()) {
            mistakes.add(given.get(), action.name() + " overwrites nothing", "remove 'stale'");
        }
        var unlessGiven = action.overwrites() ? Stale.SKIP : Stale.SEND;
        return given.flatMap(node -> scalars.constant(node, Stale.class)).orElse(unlessGiven);
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
            var line = Entries.of(event.value(), "write a map with " + String.join(", ", targets.lineKeys()), mistakes)
                    .only(targets.lineKeys(), "a line of 'events'");
            var target = target(account, line, event.value(), "the line of '" + event.key() + "'");
            var own =
                    line.get("fields").map(node -> fields.readOver(base, node)).orElse(base);
            byEvent.put(event.key(), line(target, line.get("keys").isPresent() ? line : entries, own, event.value()));
        }
        return new Lines.Table(byEvent);
    }

    /** The common fields of a table's lines: rows always have the contact key, journey events have it beside their data. */
    private Fields tableFields() {
        if (!action.takesFields()) {
            return ownFields();
        }
        var contactKey = action.keyNames().isEmpty() ? fields.contactKey() : Fields.NONE;
        return entries.get("fields")
                .map(node -> fields.readOver(contactKey, node))
                .orElseGet(() -> fields.ofTrack(contactKey));
    }

    private Target target(Sited<String> account, Entries place, Node at, String where) {
        var target = targets.target(account.value(), place, where);
        var node = place.get(target.kind()).orElse(at);
        if (!targets.hasTarget() || !target.name().isEmpty()) {
            found.add(new Sited<>(target, node));
        }
        return target;
    }

    private Line line(Target target, Entries holder, Fields own, Node at) {
        var node = holder.get("keys");
        return new Line(
                target, node.map(given -> keys.read(given, own)).orElseGet(() -> keys.byDefault(at, own)), own, match);
    }

    private Row.Match match() {
        var node = entries.get("match");
        if (node.isPresent() && !action.knowsColumns()) {
            mistakes.add(node.get(), action.name() + " cannot look at the columns of its target", "remove 'match'");
        }
        return node.flatMap(given -> scalars.constant(given, Row.Match.class)).orElse(Row.Match.NAMES);
    }
}
