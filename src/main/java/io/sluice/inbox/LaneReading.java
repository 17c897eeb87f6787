package io.sluice.inbox;

/** Finds what a lane sends next: rows whose turn has come, then events from the log. */
final class LaneReading {
    /**
     * Events that may have been read beyond the position: as many may have to be read again at once, and what is done among
     * them is written down with every settlement.
     */
    private static final long MOST_AHEAD = 100_000;

    private final DueRows due;
    private final NewEvents events;
    private final OrderMemory order;
    private final LaneLimits limits;

    LaneReading(DueRows due, NewEvents events, OrderMemory order, LaneLimits limits) {
        this.due = due;
        this.events = events;
        this.order = order;
        this.limits = limits;
    }

    /**
     * Whatever is found makes its key busy.
     *
     * @param most rows of one target that are worth a call
     * @param room how many deliveries at the most; what must go together goes together all the same
     */
    Found next(LaneMemory lane, int most, int room, long now) {
        var found = new Found();
        if (lane.keys().withRows() > 0) {
            due.find(lane, most, room, now, found);
        }
        var left = room - found.flights().size();
        var rest = Math.min(room, most) - found.flights().size();
        if (rest > 0 && mayReadOn(lane)) {
            events.find(lane, rest, left, now, found);
        }
        order.look(found);
        return found;
    }

    /** One delivery, new from the log if there is any. */
    Found newFirst(LaneMemory lane, long now) {
        var found = new Found();
        if (mayReadOn(lane)) {
            events.find(lane, 1, 1, now, found);
            order.look(found);
        }
        if (found.flights().isEmpty() && lane.keys().withRows() > 0) {
            due.find(lane, 1, 1, now, found);
            order.look(found);
        }
        return found;
    }

    /** Rows that were made before the loading are handed out only when what is below them has been read again. */
    private boolean mayReadOn(LaneMemory lane) {
        var ahead = lane.progress().readTo() - lane.progress().position();
        return lane.rereading()
                || lane.progress().readTo() < lane.mergedTo()
                || (lane.keys().withRows() < limits.openKeys() && ahead < MOST_AHEAD);
    }
}
