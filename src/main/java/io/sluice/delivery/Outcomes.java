package io.sluice.delivery;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has become so far of the deliveries of a batch, and which keys wait for the next attempt. */
final class Outcomes {
    private final Map<Delivery, Outcome> outcomes = new IdentityHashMap<>();
    private final Map<String, Reason> parkedKeys = new HashMap<>();

    void add(Line line, Outcome ofRow) {
        if (ofRow instanceof Outcome.Parked parked) {
            parkedKeys.put(line.key(), parked.reason());
        }
        var each = Merging.outcomes(line.sources().size(), ofRow);
        for (var i = 0; i < each.size(); i++) {
            outcomes.put(line.sources().get(i), each.get(i));
        }
    }

    /** Why this key is parked, if it is. */
    Optional<Reason> parked(String key) {
        return Optional.ofNullable(parkedKeys.get(key));
    }

    /** Those that are known, in the order of the deliveries. */
    List<Settled> of(List<Delivery> deliveries) {
        return deliveries.stream()
                .filter(outcomes::containsKey)
                .map(delivery -> new Settled(delivery, outcomes.get(delivery)))
                .toList();
    }
}
