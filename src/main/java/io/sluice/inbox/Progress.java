package io.sluice.inbox;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far a lane has come. Reads finish out of order: what is done beyond the position is remembered as spans, so that a
 * restart neither repeats nor skips anything. Pure memory; not thread-safe, but for {@link #position} and {@link #readTo}.
 */
final class Progress {
    /** A stretch of the log, both ends included. */
    record Span(long first, long last) {}

    private final NavigableMap<Long, Long> ahead = new TreeMap<>();
    private volatile long position;
    private volatile long readTo;

    /** @param ahead as {@link #ahead()} gave it */
    Progress(long position, String ahead) {
        this.position = position;
        this.readTo = position;
        for (var span : ahead.split(" ")) {
            var dash = span.indexOf('-');
            if (dash > 0) {
                this.ahead.put(Long.parseLong(span.substring(0, dash)), Long.parseLong(span.substring(dash + 1)));
            }
        }
        skip();
    }

    /** Every event up to here is done or has a row. */
    long position() {
        return position;
    }

    /** Every event up to here has been read. */
    long readTo() {
        return readTo;
    }

    /** Whether this event is done or has a row. */
    boolean hasPassed(long seq) {
        var span = ahead.floorEntry(seq);
        return seq <= position || span != null && seq <= span.getValue();
    }

    /** The last event that is done or has a row. */
    long end() {
        return ahead.isEmpty() ? position : Math.max(position, ahead.lastEntry().getValue());
    }

    /** The next read may go so far at the most: what comes then is done already. */
    long limit() {
        var next = ahead.higherKey(readTo);
        return next == null ? Long.MAX_VALUE : next - 1;
    }

    /** Takes the stretch up to {@code last} as read. */
    Span read(long last) {
        var span = new Span(readTo + 1, last);
        readTo = last;
        skip();
        return span;
    }

    void complete(Span span) {
        ahead.put(span.first(), span.last());
        var reached = position;
        for (var next = ahead.firstEntry(); next != null && next.getKey() <= reached + 1; next = ahead.firstEntry()) {
            reached = Math.max(reached, next.getValue());
            ahead.pollFirstEntry();
        }
        position = reached;
    }

    /** What is done beyond the position: {@code first-last} pairs, neighbours joined, blanks between. */
    String ahead() {
        var joined = new TreeMap<Long, Long>();
        ahead.forEach((first, last) -> {
            var before = joined.lastEntry();
            joined.put(before != null && before.getValue() + 1 == first ? before.getKey() : first, last);
        });
        return joined.entrySet().stream()
                .map(span -> span.getKey() + "-" + span.getValue())
                .collect(Collectors.joining(" "));
    }

    private void skip() {
        for (var last = ahead.get(readTo + 1); last != null; last = ahead.get(readTo + 1)) {
            readTo = last;
        }
    }
}
