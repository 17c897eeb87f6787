package io.sluice.inbox;

import io.sluice.delivery.Mapped;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a lane keeps in memory between loading and the next: all of it can be had again from the store.
 *
 * @param reread up to here deliveries may have been merged and sent before: read in one go, they are merged at least as
 *     far, so that no key goes back to a value that the merging had passed over
 * @param known rows that were there beyond the position when the lane was loaded: these are not made again
 * @param firstRows of keys whose rows were all beyond the position then: the first; what is read again below it goes first
 * @param fetched events read from the log and mapped, but not handed out
 */
record LaneMemory(
        Progress progress,
        long reread,
        Keys keys,
        Pause pause,
        Set<RowId> known,
        Map<String, Long> firstRows,
        Deque<Fetched> fetched) {

    record Fetched(LoggedEvent logged, List<Mapped> mapped) {
        long wanted() {
            return mapped.stream().filter(Mapped.Wanted.class::isInstance).count();
        }
    }

    /** Whether nothing under way, and no row before {@code seq}, is in the way of this key. */
    boolean free(String key, long seq) {
        return !keys.flying(key) && noRowBefore(key, seq);
    }

    boolean noRowBefore(String key, long seq) {
        return keys.rows(key) == 0 || firstRows.getOrDefault(key, 0L) > seq;
    }
}
