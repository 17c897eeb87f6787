package io.sluice.inbox;

import java.util.HashMap;
import java.util.Map;

/** Every event that passed a mapping is in exactly one place. */
final class Conservation {
    private Conservation() {}

    /** Per mapping: passed, less everything final, less the open rows. Zero, unless something was lost or counted twice. */
    static Map<Mapping, Long> differences(Store.Totals totals) {
        var differences = new HashMap<Mapping, Long>();
        totals.counts()
                .forEach((count, n) -> differences.merge(
                        new Mapping(count.lane(), count.mapping()), count.what().equals("passed") ? n : -n, Long::sum));
        totals.open().forEach((key, n) -> differences.merge(new Mapping(key.lane(), key.mapping()), -n, Long::sum));
        return differences;
    }

    record Mapping(String lane, String mapping) {}
}
