package io.sluice.delivery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the outcome of one row means for the deliveries that were merged into it. */
public final class Merging {
    private Merging() {}

    /** @return one outcome for each of so many deliveries, in their order */
    public static List<Outcome> outcomes(int deliveries, Outcome ofRow) {
        var outcomes = new ArrayList<>(Collections.nCopies(deliveries, ofRow));
        if (ofRow instanceof Outcome.Parked parked) {
            // The order of a key is kept: what comes after a parked delivery waits for it.
            Collections.fill(outcomes, new Outcome.Held(parked.reason()));
            outcomes.set(0, parked);
        } else if (ofRow instanceof Outcome.Delivered) {
            Collections.fill(outcomes, new Outcome.Merged());
            outcomes.set(deliveries - 1, ofRow);
        }
        return outcomes;
    }
}
