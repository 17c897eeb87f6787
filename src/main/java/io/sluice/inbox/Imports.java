package io.sluice.inbox;

import io.sluice.delivery.Mapped;
import io.sluice.delivery.Reason;
import io.sluice.event.Event;
import java.util.List;
import java.util.function.Predicate;

/**
 * An event from the past fills up what is known, and sets nothing off: what must not be repeated is not done for it, unless
 * a replay asks for it by name.
 *
 * @param repeatable whether an action of that name may be sent the same rows twice
 */
record Imports(Predicate<String> repeatable) {
    /** What the mappings make of the event, now that this is known. */
    List<Mapped> mapped(Event event, List<Mapped> mapped) {
        return event.imported()
                ? mapped.stream().map(one -> filtered(event, one)).toList()
                : mapped;
    }

    private Mapped filtered(Event event, Mapped one) {
        return isFiltered(event, one) ? new Mapped.Filtered(one.mapping(), Reason.IMPORTED, "") : one;
    }

    boolean isFiltered(Event event, Mapped one) {
        return event.imported() && one instanceof Mapped.Wanted wanted && !repeatable.test(wanted.action());
    }
}
