package io.sluice.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * One row of a call, with the deliveries of one key that it stands for, in order.
 *
 * @param before what had been written for the key
 * @param left what they write, as if one by one; empty when newer events have written all of it
 * @param parts for each of them, whether it has a part in that: the others are stale
 * @param later deliveries of the key that go after it, each on its own
 */
record Line(List<Delivery> sources, Newest before, Optional<Row> left, List<Boolean> parts, List<Delivery> later) {
    static List<Line> single(Collection<Delivery> deliveries) {
        return deliveries.stream()
                .map(delivery -> of(List.of(delivery), delivery.newest(), List.of()))
                .toList();
    }

    /** One line per key, in the order in which the keys first appear. */
    static List<Line> merged(Collection<Delivery> deliveries) {
        var byKey = new LinkedHashMap<String, List<Delivery>>();
        for (var delivery : deliveries) {
            byKey.computeIfAbsent(delivery.wanted().key(), key -> new ArrayList<>(1))
                    .add(delivery);
        }
        return byKey.values().stream()
                .map(sources -> of(sources, sources.get(0).newest(), List.of()))
                .toList();
    }

    private static Line of(List<Delivery> sources, Newest before, List<Delivery> later) {
        var row = Optional.<Row>empty();
        var parts = new ArrayList<Boolean>(sources.size());
        var newest = before;
        for (var i = 0; i < sources.size(); i++) {
            newest = i == 0 ? before : newest.with(sources.get(i - 1).wanted());
            var left = newest.left(sources.get(i).wanted());
            parts.add(left.isPresent());
            if (left.isPresent()) {
                row = Optional.of(row.map(earlier -> earlier.then(left.get())).orElseGet(left::get));
            }
        }
        return new Line(List.copyOf(sources), before, row, parts, later);
    }

    /** Whether there is nothing to send. */
    boolean isStale() {
        return left.isEmpty();
    }

    Row row() {
        return left.orElseThrow();
    }

    /** Its deliveries one by one: the first now, the others after it. */
    Line oneByOne() {
        return first(sources, before);
    }

    /** What goes next when this has come to that; the order of a key is kept, so that nothing passes what is not done. */
    Optional<Line> next(Outcome outcome) {
        if (later.isEmpty() || outcome instanceof Outcome.Parked || outcome instanceof Outcome.Held) {
            return Optional.empty();
        }
        return Optional.of(first(later, outcome instanceof Outcome.Delivered ? after() : before));
    }

    private static Line first(List<Delivery> deliveries, Newest before) {
        return of(deliveries.subList(0, 1), before, deliveries.subList(1, deliveries.size()));
    }

    private Newest after() {
        var newest = before;
        for (var source : sources) {
            newest = newest.with(source.wanted());
        }
        return newest;
    }

    /** How often the first of its deliveries was sent before. */
    int attempts() {
        return sources.get(0).attempts();
    }

    private Delivery last() {
        return sources.get(sources.size() - 1);
    }

    /** What becomes of it when nobody can know whether its call arrived. */
    Outcome unknown(String detail) {
        return last().wanted().onUnknown() == OnUnknown.REFUSE
                ? new Outcome.Refused(Reason.OUTCOME_UNKNOWN, detail)
                : new Outcome.Parked(Reason.OUTCOME_UNKNOWN, detail);
    }
}
