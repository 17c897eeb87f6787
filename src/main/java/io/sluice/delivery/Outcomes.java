package io.sluice.delivery;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has become so far of the deliveries of a batch. */
final class Outcomes {
    private static final Outcome STALE = new Outcome.Stale();

    private final Map<Delivery, Outcome> outcomes = new IdentityHashMap<>();

    /** The row has come to this. @return what goes next of its key */
    Optional<Line> settle(Line line, Outcome ofRow) {
        add(line, ofRow);
        return line.next(ofRow).flatMap(this::open);
    }

    /** The row has come to this, and what goes after it waits for another batch. */
    void settleAlone(Line line, Outcome ofRow, Reason wait) {
        add(line, ofRow);
        hold(line.later(), wait);
    }

    /** The line, or the first of those after it of which newer events have left anything. */
    Optional<Line> open(Line line) {
        var next = Optional.of(line);
        while (next.filter(Line::isStale).isPresent()) {
            add(next.get(), STALE);
            next = next.get().next(STALE);
        }
        return next;
    }

    /** What has not been sent, since it goes after a row that is not done, waits for it. */
    void add(Line line, Outcome ofRow) {
        var each = Merging.outcomes(line.parts(), ofRow);
        for (var i = 0; i < each.size(); i++) {
            outcomes.put(line.sources().get(i), each.get(i));
        }
        if (ofRow instanceof Outcome.Parked parked) {
            hold(line.later(), parked.reason());
        } else if (ofRow instanceof Outcome.Held held) {
            hold(line.later(), held.reason());
        }
    }

    private void hold(List<Delivery> later, Reason reason) {
        later.forEach(delivery -> outcomes.put(delivery, new Outcome.Held(reason)));
    }

    /** Those that are known, in the order of the deliveries. */
    List<Settled> of(List<Delivery> deliveries) {
        return deliveries.stream()
                .filter(outcomes::containsKey)
                .map(delivery -> new Settled(delivery, outcomes.get(delivery)))
                .toList();
    }
}
