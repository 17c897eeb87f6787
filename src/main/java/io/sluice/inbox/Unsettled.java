package io.sluice.inbox;

import io.sluice.delivery.Mapped;
import java.util.HashMap;
import java.util.Map;

/**
 * What a lane has not settled, by mapping and key values, and how early the earliest of it is: for those in other lanes who
 * wait for it (see {@link Gate}), on any thread.
 */
final class Unsettled {
    /** Handed out and not come back, or in a job. */
    private final Map<MappingKey, Some> underWay = new HashMap<>();

    private final Map<MappingKey, Some> rows = new HashMap<>();

    /**
     * There may be very many, so they are not known one by one.
     *
     * @param earliest none is before this event; perhaps none is at it
     * @param key the order key of all of them; empty when there are several, as where events go to different targets
     */
    private record Some(int count, long earliest, String key) {
        Some and(Some other) {
            return new Some(count + other.count, Math.min(earliest, other.earliest), key.equals(other.key) ? key : "");
        }

        Some without(long seq) {
            return count == 1 ? null : new Some(count - 1, earliest == seq ? seq + 1 : earliest, key);
        }

        Some notBefore(long seq) {
            return new Some(count, Math.max(earliest, seq), key);
        }
    }

    private static MappingKey values(String mapping, String key) {
        return new MappingKey(mapping, Mapped.keyValues(key));
    }

    /** Rows that were there when the lane was loaded: how early they are, nobody has looked. */
    synchronized void load(String mapping, String key, int count) {
        rows.merge(values(mapping, key), new Some(count, 0, key), Some::and);
    }

    /** It is handed out. Of a key's rows the earliest goes first, so that none is before it. */
    synchronized void takeOff(String mapping, String key, long seq) {
        var values = values(mapping, key);
        if (!underWay.containsKey(values)) {
            rows.computeIfPresent(values, (each, some) -> some.key().equals(key) ? some.notBefore(seq) : some);
        }
        underWay.merge(values, new Some(1, seq, key), Some::and);
    }

    /** It has come back, or its job has: if it is not done with, it has a row. */
    synchronized void land(String mapping, String key, long seq) {
        underWay.computeIfPresent(values(mapping, key), (each, some) -> some.without(seq));
    }

    /** It gets a row. */
    synchronized void addRow(String mapping, String key, long seq) {
        rows.merge(values(mapping, key), new Some(1, seq, key), Some::and);
    }

    /** Its row is done with. */
    synchronized void removeRow(String mapping, String key, long seq) {
        rows.computeIfPresent(values(mapping, key), (each, some) -> some.without(seq));
    }

    /** Whether anything of these key values, accepted before this event, is not settled in this mapping. */
    synchronized boolean before(String mapping, String keyValues, long seq) {
        var values = new MappingKey(mapping, keyValues);
        return isBefore(underWay.get(values), seq) || isBefore(rows.get(values), seq);
    }

    private static boolean isBefore(Some some, long seq) {
        return some != null && some.earliest() < seq;
    }
}
