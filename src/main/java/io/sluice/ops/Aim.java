package io.sluice.ops;

import io.sluice.delivery.Flow;
import io.sluice.delivery.Flows;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an operator means by a name: an account, or one of its lanes.
 *
 * @param account as in {@link Flow#door}
 * @param lane empty: the whole account
 */
record Aim(String account, Optional<String> lane) {
    private static final String ACCOUNT = "account:";
    private static final String LANE = "lane:";

    /**
     * @param name of an account, a lane or a mapping, whose lane is meant; with {@code account:} or {@code lane:} before it
     *     where both are called so
     * @throws IllegalArgumentException when nothing is called so, or two things are
     */
    static Aim of(Flows all, String name) {
        var flows = all.flows();
        var lane = name.startsWith(ACCOUNT)
                ? Optional.<Flow>empty()
                : lane(flows, name.startsWith(LANE) ? name.substring(LANE.length()) : name);
        var account = name.startsWith(LANE)
                ? Optional.<Flow>empty()
                : account(all, name.startsWith(ACCOUNT) ? name.substring(ACCOUNT.length()) : name);
        if (lane.isPresent() && account.isPresent()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is an account and a flow: write " + ACCOUNT + name + " or " + LANE + name + ".");
        }
        return lane.map(flow -> new Aim(flow.door(), Optional.of(flow.lane())))
                .or(() -> account.map(flow -> new Aim(flow.door(), Optional.empty())))
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no account, flow or mapping '" + name + "'; there are " + names(flows) + "."));
    }

    private static Optional<Flow> lane(Collection<Flow> flows, String name) {
        return flows.stream()
                .filter(flow -> flow.lane().equals(name))
                .findFirst()
                .or(() -> flows.stream()
                        .filter(flow -> flow.mappings().contains(name))
                        .findFirst());
    }

    /** @param name of an account in its settings, or with its destination before it, as in {@code sfmc-main} */
    private static Optional<Flow> account(Flows flows, String name) {
        var doors = new TreeMap<String, Flow>();
        flows.flows().stream()
                .filter(flow -> flow.door().equals(name) || flow.account().equals(name))
                .forEach(flow -> doors.putIfAbsent(flow.door(), flow));
        if (!doors.containsKey(name) && doors.values().stream().anyMatch(flows::on)) {
            // One that is not set up is meant only where it is named in full.
            doors.values().removeIf(flow -> !flows.on(flow));
        }
        if (doors.size() > 1 && !doors.containsKey(name)) {
            throw new IllegalArgumentException("'" + name + "' is an account of several destinations: write "
                    + String.join(" or ", doors.keySet()) + ".");
        }
        return doors.isEmpty()
                ? Optional.empty()
                : Optional.of(doors.getOrDefault(name, doors.firstEntry().getValue()));
    }

    private static String names(Collection<Flow> flows) {
        var names = new TreeSet<String>();
        for (var flow : flows) {
            names.add(flow.door());
            names.add(flow.lane());
            names.addAll(flow.mappings());
        }
        return String.join(", ", names);
    }
}
