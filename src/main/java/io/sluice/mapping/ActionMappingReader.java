package io.sluice.mapping;

import io.sluice.delivery.Action;
import io.sluice.delivery.OnUnknown;
import java.time.Duration;
import java.util.EnumSet;
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

    ActionMappingReader(Mistakes mistakes, Action action, Entries entries) {
        this.mistakes = mistakes;
        this.scalars = new Scalars(mistakes);
        this.action = action;
        this.targets = new TargetReader(mistakes, action);
        this.entries = entries;
    }

    /** @param to the node of {@code to:} */
    Declared read(String lane, Sited<String> name, Condition when, Node to) {
        var place = targets.entries(to);
        var account = targets.account(place, to);
        var after = after();
        var lines = new LinesReader(mistakes, action, targets, entries);
        var mapping = new Mapping(
                name.value(),
                action.name(),
                Integrations.of(action.destination(), optIn()),
                when,
                lines.read(account, place, to),
                scalars.constant(entries.get("nulls"), Nulls.OMIT),
                timing(after),
                onUnknown());
        return new Declared(lane, name, action.destination(), account, lines.targets(), after, mapping);
    }

    private List<Sited<String>> after() {
        return entries.get("after")
                .map(node -> scalars.texts(node, "write the name of a mapping"))
                .orElse(List.of());
    }

    private OnUnknown onUnknown() {
        var given = entries.get("onUnknown");
        if (action.onUnknown() == OnUnknown.LOOK_UP) {
            given.ifPresent(node -> mistakes.add(
                    node, action.name() + " looks up what became of a call without an answer", "remove 'onUnknown'"));
            return OnUnknown.LOOK_UP;
        }
        return scalars.constant(given, action.onUnknown(), EnumSet.of(OnUnknown.REFUSE, OnUnknown.REPEAT));
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
        return scalars.constant(given, action.overwrites() ? Stale.SKIP : Stale.SEND);
    }
}
