package io.sluice.mapping;

import io.sluice.delivery.Action;
import io.sluice.delivery.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code to:}, and the target of a line of {@code events:}. */
final class TargetReader {
    /** The account without a name of its own. */
    private static final String DEFAULT_ACCOUNT = "main";

    private static final String ACCOUNT = "account";
    private static final Pattern ACCOUNT_NAME = Pattern.compile("[a-z0-9-]+");

    private final Mistakes mistakes;
    private final Scalars scalars;
    private final Action action;

    TargetReader(Mistakes mistakes, Action action) {
        this.mistakes = mistakes;
        this.scalars = new Scalars(mistakes);
        this.action = action;
    }

    boolean hasTarget() {
        return !action.targetKind().isEmpty();
    }

    /** The keys that {@code to:} may have. */
    private List<String> keys() {
        var keys = new ArrayList<>(List.of(ACCOUNT));
        keys.addAll(action.targetKinds());
        return keys;
    }

    Entries entries(Node to) {
        return Entries.of(to, example(), mistakes).only(keys(), "'to' of " + action.name());
    }

    /** Whether it is configured is no matter of the mapping: without that its flow is off. */
    Sited<String> account(Entries to, Node at) {
        var given = to.get(ACCOUNT);
        var name = given.flatMap(node -> scalars.text(node, example())).orElse(DEFAULT_ACCOUNT);
        if (ACCOUNT_NAME.matcher(name).matches()) {
            return new Sited<>(name, given.orElse(at));
        }
        mistakes.add(
                given.orElse(at),
                "'" + name + "' is not the name of an account",
                "write small letters, digits and '-' only, such as " + DEFAULT_ACCOUNT);
        return new Sited<>(DEFAULT_ACCOUNT, given.orElse(at));
    }

    /** @param where what the entries belong to */
    Target target(String account, Entries entries, String where) {
        if (!hasTarget()) {
            return new Target(account, action.onlyTarget(), "");
        }
        var kind = kind(entries, where);
        var node = entries.isFaulty()
                ? entries.get(kind)
                : entries.require(kind, where, "add " + kind + ": and its external key");
        var name = node.flatMap(given -> scalars.text(given, "write the external key of the " + kind));
        var target = new Target(account, kind, name.orElse(""));
        name.flatMap(given -> action.mistake(target))
                .ifPresent(remedy -> mistakes.add(
                        node.get(), "'" + target.name() + "' is not the " + kind + " of anything", remedy));
        return target;
    }

    private String kind(Entries entries, String where) {
        var given = action.targetKinds().stream()
                .filter(kind -> entries.get(kind).isPresent())
                .toList();
        if (given.size() > 1) {
            mistakes.add(
                    entries.get(given.get(1)).get(),
                    "the target is there twice in " + where + ", by " + String.join(" and by ", given),
                    "keep one of them");
        }
        return given.isEmpty() ? action.targetKind() : given.get(0);
    }

    /** In table form each line has its own. */
    void refuseTarget(Entries to) {
        for (var kind : action.targetKinds()) {
            to.get(kind)
                    .ifPresent(node -> mistakes.add(
                            node, "'to' has a " + kind + ", and so has each line of 'events'", "leave it out of 'to'"));
        }
    }

    List<String> lineKeys() {
        var keys = new ArrayList<>(action.targetKinds());
        keys.add("keys");
        if (action.takesFields()) {
            keys.add("fields");
        }
        return keys;
    }

    private String example() {
        return "write { account: " + DEFAULT_ACCOUNT + (hasTarget() ? ", " + action.targetKind() + ": … }" : " }");
    }
}
