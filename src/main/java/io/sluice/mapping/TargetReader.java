package io.sluice.mapping;

import io.sluice.delivery.Accounts;
import io.sluice.delivery.Action;
import io.sluice.delivery.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code to:}, and the target of a line of {@code events:}. */
final class TargetReader {
    /** The account without a name of its own. */
    private static final String DEFAULT_ACCOUNT = "main";

    private static final String ACCOUNT = "account";

    private final Mistakes mistakes;
    private final Scalars scalars;
    private final Action action;
    private final Accounts configured;
    private final SortedSet<String> accounts;

    TargetReader(Mistakes mistakes, Action action, Accounts accounts) {
        this.mistakes = mistakes;
        this.scalars = new Scalars(mistakes);
        this.action = action;
        this.configured = accounts;
        this.accounts = new TreeSet<>(accounts.names(action.destination()));
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

    boolean isKnown(Sited<String> account) {
        return configured.has(action.destination(), account.value());
    }

    Sited<String> account(Entries to, Node at) {
        var given = to.get(ACCOUNT);
        var name = given.flatMap(node -> scalars.text(node, example())).orElse(DEFAULT_ACCOUNT);
        var account = new Sited<>(name, given.orElse(at));
        if (!isKnown(account)) {
            mistakes.add(
                    account.node(),
                    "no account '" + name + "' is configured for " + action.destination(),
                    accounts.isEmpty()
                            ? "configure it in application.properties"
                            : "write one of " + String.join(", ", accounts) + ", or configure it");
        }
        return account;
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
        var account = accounts.isEmpty() ? DEFAULT_ACCOUNT : accounts.first();
        return "write { account: " + account + (hasTarget() ? ", " + action.targetKind() + ": … }" : " }");
    }
}
