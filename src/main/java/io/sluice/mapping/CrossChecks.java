package io.sluice.mapping;

import io.sluice.delivery.Target;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What must hold between mappings. */
final class CrossChecks {
    private final Mistakes mistakes;
    private final Map<String, Declared> byName = new TreeMap<>();

    CrossChecks(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    void check(List<Declared> all) {
        all.forEach(this::checkName);
        checkAccounts(all);
        checkTargets(all);
        all.forEach(this::checkAfter);
    }

    private void checkName(Declared declared) {
        var name = declared.name();
        var first = byName.putIfAbsent(name.value(), declared);
        if (first != null) {
            mistakes.add(
                    name.node(),
                    "the name '" + name.value() + "' is taken at "
                            + first.name().place(),
                    "give it another name");
        }
    }

    /** A lane's position stands for one account. */
    private void checkAccounts(Collection<Declared> all) {
        var byLane = new HashMap<String, Declared>();
        for (var declared : all) {
            var first = byLane.putIfAbsent(declared.lane(), declared);
            if (first != null && !first.sharesAccount(declared)) {
                mistakes.add(
                        declared.account().node(),
                        "this file writes to " + first.ofAccount() + " too, at "
                                + first.account().place(),
                        "move the mappings of one of them to a file of their own");
            }
        }
    }

    /** Two lanes would write to it in no order. */
    private void checkTargets(Collection<Declared> all) {
        var byTarget = new HashMap<String, Declared>();
        for (var declared : all) {
            for (var target : declared.targets()) {
                var first = byTarget.putIfAbsent(folded(target.value()), declared);
                if (first != null && !first.lane().equals(declared.lane())) {
                    mistakes.add(
                            target.node(),
                            target.value() + " belongs to the flow '" + first.lane() + "' already, with its mapping '"
                                    + first.name().value() + "'",
                            "move this mapping to that flow's file");
                }
            }
        }
    }

    private static String folded(Target target) {
        return target.toString().toLowerCase(Locale.ROOT);
    }

    private void checkAfter(Declared declared) {
        for (var after : declared.after()) {
            var other = byName.get(after.value());
            if (other == null) {
                refuseUnknown(after);
            } else if (differ(other, declared)) {
                mistakes.add(
                        after.node(),
                        "the mapping '" + after.value() + "' writes to another account",
                        "wait for one of " + declared.ofAccount());
            } else if (waitsFor(other, declared.name().value(), new HashSet<>())) {
                mistakes.add(
                        after.node(),
                        "'" + declared.name().value() + "' and '" + after.value() + "' would wait for each other",
                        "remove one 'after'");
            }
        }
    }

    private void refuseUnknown(Sited<String> after) {
        mistakes.add(
                after.node(),
                "there is no mapping '" + after.value() + "' to wait for",
                Nearest.to(after.value(), byName.keySet())
                        .map(name -> "write '" + name + "'")
                        .orElse("write one of " + String.join(", ", byName.keySet())));
    }

    private static boolean differ(Declared one, Declared other) {
        return !one.sharesAccount(other);
    }

    private boolean waitsFor(Declared waiting, String name, Set<String> seen) {
        if (waiting.name().value().equals(name)) {
            return true;
        }
        return seen.add(waiting.name().value())
                && waiting.after().stream()
                        .map(after -> byName.get(after.value()))
                        .anyMatch(next -> next != null && waitsFor(next, name, seen));
    }
}
