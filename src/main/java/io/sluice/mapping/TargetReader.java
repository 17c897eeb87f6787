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
    private final SortedSet<String> accounts;

    TargetReader(Mistakes mistakes, Action action, Accounts accounts) {
        this.mistakes = mistakes;
        this.scalars = new Scalars(mistakes);
        this.action = action;
        this.accounts = new TreeSet<>(accounts.names(action.destination()));
    }

    boolean hasTarget() {
        return !action.targetKind().isEmpty();
    }

    /** The keys that {@code to:} may have. */
    private List<String> keys() {
        return hasTarget() ? List.of(ACCOUNT, action.targetKind()) : List.of(ACCOUNT);
    }

    Entries entries(Node to) {
        return Entries.of(to, example(), mistakes).only(keys(), "'to' of " + action.name());
    }

    boolean isKnown(Sited<String> account) {
        return accounts.contains(account.value());
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
        var kind = action.targetKind();
        var name = (entries.isFaulty()
                        ? entries.get(kind)
                        : entries.require(kind, where, "add " + kind + ": and its external key"))
                .flatMap(node -> scalars.text(node, "write the external key of the " + kind));
        return new Target(account, kind, name.orElse(""));
    }

    /** In table form each line has its own. */
    void refuseTarget(Entries to) {
        to.get(action.targetKind())
                .ifPresent(node -> mistakes.add(
                        node,
                        "'to' has a " + action.targetKind() + ", and so has each line of 'events'",
                        "leave it out of 'to'"));
    }

    List<String> lineKeys() {
        var keys = new ArrayList<String>();
        if (hasTarget()) {
            keys.add(action.targetKind());
        }
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
