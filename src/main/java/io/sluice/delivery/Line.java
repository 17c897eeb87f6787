package io.sluice.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/** One row of a call, with the deliveries of one key that it stands for, in order. */
record Line(List<Delivery> sources, Row row) {
    private static Line of(Delivery delivery) {
        return new Line(List.of(delivery), delivery.wanted().row());
    }

    static List<Line> single(Collection<Delivery> deliveries) {
        return deliveries.stream().map(Line::of).toList();
    }

    /** One line per key, in the order in which the keys first appear. */
    static List<Line> merged(Collection<Delivery> deliveries) {
        var lines = new LinkedHashMap<String, Line>();
        deliveries.forEach(delivery -> lines.merge(delivery.wanted().key(), of(delivery), Line::then));
        return List.copyOf(lines.values());
    }

    private Line then(Line later) {
        var all = new ArrayList<>(sources);
        all.addAll(later.sources);
        return new Line(all, row.then(later.row));
    }

    String key() {
        return sources.get(0).wanted().key();
    }

    Delivery last() {
        return sources.get(sources.size() - 1);
    }

    /** What becomes of it when nobody can know whether its call arrived. */
    Outcome unknown(String detail) {
        return last().wanted().onUnknown() == OnUnknown.REFUSE
                ? new Outcome.Refused(Reason.OUTCOME_UNKNOWN, detail)
                : new Outcome.Parked(Reason.OUTCOME_UNKNOWN, detail);
    }
}
