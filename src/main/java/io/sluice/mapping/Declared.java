package io.sluice.mapping;

import io.sluice.delivery.Target;
import java.util.List;

/**
 * A mapping as it was read, with the places that its relations to other mappings are reported at.
 *
 * @param lane the stem of its file
 * @param destination that of its action
 * @param targets of all its lines
 */
record Declared(
        String lane,
        Sited<String> name,
        String destination,
        Sited<String> account,
        List<Sited<Target>> targets,
        List<Sited<String>> after,
        Mapping mapping) {
    /** Whether both write to one account of one destination. */
    boolean sharesAccount(Declared other) {
        return destination.equals(other.destination) && account.value().equals(other.account.value());
    }

    /** For messages. */
    String ofAccount() {
        return destination + " account '" + account.value() + "'";
    }
}
