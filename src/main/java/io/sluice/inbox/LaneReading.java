package io.sluice.inbox;

/** Finds what a lane sends next: rows whose turn has come, then events from the log. */
final class LaneReading {
    private final DueRows due;
    private final NewEvents events;
    private final LaneLimits limits;

    LaneReading(DueRows due, NewEvents events, LaneLimits limits) {
        this.due = due;
        this.events = events;
        this.limits = limits;
    }

    /**
     * Whatever is found makes its key busy.
     *
     * @param most rows of one target that are worth a call
     * @param room how many deliveries at the most; what must go together goes together all the same
     */
    Found next(LaneMemory lane, int most, int room, long now, int loading) {
        var found = new Found(loading);
        if (lane.keys().withRows() > 0) {
            due.find(lane, most, now, found);
        }
        var rest = Math.min(room, most) - found.flights().size();
        if (rest > 0
                && (lane.keys().withRows() < limits.openKeys() || !lane.known().isEmpty())) {
            events.find(lane, rest, room - found.flights().size(), now, found);
        }
        return found;
    }
}
