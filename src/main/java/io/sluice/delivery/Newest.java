package io.sluice.delivery;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The newest events that are kept for an order key: when each of its columns was last written. Names of columns count
 * without letter case and are kept as 64-bit hashes, so that a key takes some hundred bytes. Immutable.
 */
public final class Newest {
    /** Nothing has been written, as far as is known. */
    public static final Newest NOTHING = new Newest(new TreeMap<>());

    /** Whoever sends ever new names makes no key grow without end: beyond this the columns written longest ago are forgotten. */
    static final int MOST_COLUMNS = 1_000;

    private final long[] columns;
    private final long[] times;

    private Newest(TreeMap<Long, Long> written) {
        columns = written.keySet().stream().mapToLong(Long::longValue).toArray();
        times = written.values().stream().mapToLong(Long::longValue).toArray();
    }

    /** As {@link #bytes()} gave it. */
    public static Newest of(byte[] bytes) {
        var written = new TreeMap<Long, Long>();
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            var time = buffer.getLong();
            for (int left = buffer.getShort(); left > 0; left--) {
                written.put(buffer.getLong(), time);
            }
        }
        return new Newest(written);
    }

    /** Columns that were written together share their time. */
    public byte[] bytes() {
        var distinct = Arrays.stream(times).distinct().toArray();
        var size = distinct.length * (Long.BYTES + Short.BYTES) + columns.length * Long.BYTES;
        var buffer = ByteBuffer.allocate(size);
        for (var time : distinct) {
            var together = IntStream.range(0, columns.length)
                    .filter(at -> times[at] == time)
                    .toArray();
            buffer.putLong(time).putShort((short) together.length);
            for (var at : together) {
                buffer.putLong(columns[at]);
            }
        }
        return buffer.array();
    }

    /** What the row has still to write: all but the columns that a newer event has written; empty when it is stale. */
    Optional<Row> left(Mapped.Wanted wanted) {
        var row = wanted.row();
        if (!overtakes(wanted)) {
            return Optional.of(row);
        }
        var values = new LinkedHashMap<>(row.values());
        values.keySet().removeIf(name -> writtenAt(hash(row, name)) > time(wanted));
        return values.isEmpty() ? Optional.empty() : Optional.of(new Row(row.keys(), values, row.match()));
    }

    /** Whether a newer event, or several, have written all that the row would write. */
    public boolean leavesNothingOf(Mapped.Wanted wanted) {
        return left(wanted).isEmpty();
    }

    /** After the row has been written, whole or as much of it as was left. */
    public Newest with(Mapped.Wanted wanted) {
        if (wanted.happened().isEmpty() || wanted.row().values().isEmpty()) {
            return this;
        }
        var written = new TreeMap<Long, Long>();
        for (var at = 0; at < columns.length; at++) {
            written.put(columns[at], times[at]);
        }
        wanted.row()
                .values()
                .keySet()
                .forEach(name -> written.merge(hash(wanted.row(), name), time(wanted), Math::max));
        forgetTheOldest(written);
        return new Newest(written);
    }

    private static void forgetTheOldest(TreeMap<Long, Long> written) {
        if (written.size() > MOST_COLUMNS) {
            var oldest = written.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                    .limit(written.size() - MOST_COLUMNS)
                    .map(Map.Entry::getKey)
                    .toList();
            written.keySet().removeAll(oldest);
        }
    }

    private boolean overtakes(Mapped.Wanted wanted) {
        return wanted.happened().isPresent() && Arrays.stream(times).anyMatch(time -> time > time(wanted));
    }

    private static long time(Mapped.Wanted wanted) {
        return wanted.happened().orElseThrow().toEpochMilli();
    }

    private long writtenAt(long column) {
        var at = Arrays.binarySearch(columns, column);
        return at < 0 ? Long.MIN_VALUE : times[at];
    }

    /** FNV-1a. It is kept in stores: another function would forget everything. */
    private static long hash(Row row, String name) {
        var folded = row.match().folded(name);
        var hash = 0xcbf29ce484222325L;
        for (var at = 0; at < folded.length(); at++) {
            hash = (hash ^ folded.charAt(at)) * 0x100000001b3L;
        }
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Newest that && Arrays.equals(columns, that.columns) && Arrays.equals(times, that.times);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(columns) + Arrays.hashCode(times);
    }

    @Override
    public String toString() {
        return columns.length + " columns";
    }
}
