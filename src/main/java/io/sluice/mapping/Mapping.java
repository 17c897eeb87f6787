package io.sluice.mapping;

import io.sluice.delivery.Mapped;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Reason;
import io.sluice.event.Event;

/** One mapping of a file. */
record Mapping(
        String name,
        String action,
        Integrations integrations,
        Condition when,
        Lines lines,
        Nulls nulls,
        Timing timing,
        OnUnknown onUnknown) {

    Mapped map(Event event) {
        var off = integrations.failure(event.body());
        if (off.isPresent()) {
            return new Mapped.Filtered(name, Reason.INTEGRATIONS_OFF, off.get());
        }
        var failed = when.failure(event.body());
        if (failed.isPresent()) {
            return new Mapped.Filtered(name, Reason.NOT_WANTED, failed.get());
        }
        var line = lines.of(event);
        if (line.isEmpty()) {
            return new Mapped.Filtered(name, Reason.EVENT_NOT_CONFIGURED, "'events:' has no line for this event");
        }
        try {
            return wanted(line.get(), event);
        } catch (Unmappable unmappable) {
            return unmappable.isFiltered()
                    ? new Mapped.Filtered(name, unmappable.reason(), unmappable.getMessage())
                    : new Mapped.Refused(name, unmappable.reason(), unmappable.getMessage());
        }
    }

    private Mapped wanted(Line line, Event event) throws Unmappable {
        var row = line.row(event.body(), nulls);
        return new Mapped.Wanted(
                name,
                action,
                line.target(),
                OrderKey.of(line.target(), row.keys(), !line.hasExternalId()),
                row,
                timing.happened(event, line.keys()),
                timing.expiresAt(event),
                timing.after(),
                timing.afterWait(),
                onUnknown,
                line.writing());
    }
}
