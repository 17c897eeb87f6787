package io.sluice.inbox;

import io.sluice.delivery.Mapped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * What a lane keeps in memory between loading and the next: all of it can be had again from the store.
 *
 * @param known rows that were there beyond the position when the lane was loaded: these are not read again
 * @param fetched events read from the log and mapped, but not handed out
 */
record LaneMemory(Progress progress, Keys keys, Pause pause, Set<RowId> known, Deque<Fetched> fetched) {
    LaneMemory(Progress progress, Keys keys, Pause pause, Set<RowId> known) {
        this(progress, keys, pause, known, new ArrayDeque<>());
    }

    record Fetched(LoggedEvent logged, List<Mapped> mapped) {
        long wanted() {
            return mapped.stream().filter(Mapped.Wanted.class::isInstance).count();
        }
    }
}
