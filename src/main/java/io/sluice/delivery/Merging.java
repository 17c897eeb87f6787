package io.sluice.delivery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the outcome of one row means for the deliveries that were merged into it. */
public final class Merging {
    private Merging() {}

    /**
     * @param parts for each delivery, in their order, whether it has a part in the row: the others are stale
     * @return one outcome for each delivery
     */
    public static List<Outcome> outcomes(List<Boolean> parts, Outcome ofRow) {
        var outcomes = new ArrayList<>(Collections.nCopies(parts.size(), ofRow));
        if (ofRow instanceof Outcome.Parked parked) {
            // The order of a key is kept: what comes after a parked delivery waits for it.
            Collections.fill(outcomes, new Outcome.Held(parked.reason()));
            outcomes.set(0, parked);
        } else if (ofRow instanceof Outcome.Delivered) {
            outcomes.replaceAll(each -> new Outcome.Merged());
            outcomes.set(parts.lastIndexOf(true), ofRow);
            stale(parts, outcomes, new Outcome.Stale());
        } else if (ofRow instanceof Outcome.Submitted submitted) {
            stale(parts, outcomes, submitted.withoutPart());
        }
        return outcomes;
    }

    private static void stale(List<Boolean> parts, List<Outcome> outcomes, Outcome outcome) {
        for (var i = 0; i < parts.size(); i++) {
            if (!parts.get(i)) {
                outcomes.set(i, outcome);
            }
        }
    }
}
