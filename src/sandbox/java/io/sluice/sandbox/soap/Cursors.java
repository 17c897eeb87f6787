package io.sluice.sandbox.soap;

import io.sluice.sandbox.source.Row;
import io.sluice.sandbox.source.SourceSettings.Continuing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Retrieves of which there is more. Whether SFMC keeps the place in the cursor or in the identifier is not known, and it
 * makes a difference when an answer is lost; see {@link Continuing}.
 */
final class Cursors {
    private static final Duration LASTS = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final Map<String, Cursor> cursors = new HashMap<>();

    /**
     * A retrieve on its way.
     *
     * @param rows all that was found when it began
     * @param from the place of the next row
     */
    record Cursor(List<ListProperty> properties, List<Row> rows, int from, int size, Instant until) {
        List<Row> batch() {
            return rows.subList(from, end());
        }

        boolean hasMore() {
            return end() < rows.size();
        }

        private int end() {
            return Math.min(from + size, rows.size());
        }

        private Cursor next(Instant until) {
            return new Cursor(properties, rows, end(), size, until);
        }
    }

    /** A batch, and the identifier to ask for more with. */
    record Answer(String id, Cursor cursor) {}

    Cursors(InstantSource clock) {
        this.clock = clock;
    }

    synchronized Answer begin(List<ListProperty> properties, List<Row> rows, int size) {
        var cursor = new Cursor(properties, rows, 0, size, clock.instant().plus(LASTS));
        return answered(UUID.randomUUID().toString(), cursor);
    }

    synchronized Answer goOn(String id, Continuing continuing) {
        var now = clock.instant();
        cursors.values().removeIf(cursor -> cursor.until().isBefore(now));
        var cursor = cursors.get(id);
        if (cursor == null) {
            throw new Refused("The ContinueRequest " + id + " is not known, or has expired.");
        }
        if (continuing == Continuing.SAME) {
            return answered(UUID.randomUUID().toString(), cursor);
        }
        cursors.remove(id);
        return answered(id, cursor);
    }

    private Answer answered(String id, Cursor cursor) {
        if (cursor.hasMore()) {
            cursors.put(id, cursor.next(clock.instant().plus(LASTS)));
        }
        return new Answer(id, cursor);
    }

    synchronized void clear() {
        cursors.clear();
    }
}
