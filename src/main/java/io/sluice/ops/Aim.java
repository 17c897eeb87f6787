package io.sluice.ops;

import io.sluice.delivery.Flow;
import io.sluice.delivery.Flows;
import java.util.Collection;
import java.util.Optional;
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
                ? Optional.<String>empty()
                : account(all, name.startsWith(ACCOUNT) ? name.substring(ACCOUNT.length()) : name);
        if (lane.isPresent() && account.isPresent()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is an account and a flow: write " + ACCOUNT + name + " or " + LANE + name + ".");
        }
        return lane.map(flow -> new Aim(flow.door(), Optional.of(flow.lane())))
                .or(() -> account.map(door -> new Aim(door, Optional.empty())))
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no account, flow or mapping '" + name + "'; there are " + names(all) + "."));
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
    private static Optional<String> account(Flows flows, String name) {
        var doors = doors(flows);
        doors.removeIf(
                door -> !door.equals(name) && !door.replaceFirst("^[a-z]+-", "").equals(name));
        if (doors.contains(name)) {
            return Optional.of(name);
        }
        if (doors.stream().anyMatch(flows.doors()::contains)) {
            // One that is not set up is meant only where it is named in full.
            doors.retainAll(flows.doors());
        }
        if (doors.size() > 1) {
            throw new IllegalArgumentException(
                    "'" + name + "' is an account of several destinations: write " + String.join(" or ", doors) + ".");
        }
        return doors.stream().findFirst();
    }

    /** Of all flows, on or off, and of what is only read. */
    private static TreeSet<String> doors(Flows flows) {
        var doors = new TreeSet<>(flows.doors());
        flows.flows().forEach(flow -> doors.add(flow.door()));
        return doors;
    }

    private static String names(Flows flows) {
        var names = doors(flows);
        for (var flow : flows.flows()) {
            names.add(flow.lane());
            names.addAll(flow.mappings());
        }
        return String.join(", ", names);
    }
}
