package io.sluice.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The events of a selection, newest first: as much of it as SQL can tell; the rest is for the caller to check. */
final class EventSearch {
    private static final int PAGE = 200;
    private static final ObjectMapper PLAIN = new ObjectMapper();
    private static final ObjectMapper ESCAPED =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** The index is by source first; there are few of them, so each is tried. */
    private static final String OF_MESSAGE = """
            seq IN (
                WITH RECURSIVE known (source) AS (
                    SELECT min(source) FROM event UNION ALL
                    SELECT (SELECT min(source) FROM event WHERE source > known.source) FROM known
                    WHERE known.source IS NOT NULL)
                SELECT event.seq FROM known JOIN event ON event.source = known.source AND event.message_id = ?)""";

    private final SqlStore store;
    private final StringBuilder where = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    EventSearch(SqlStore store, Selection selection) {
        this.store = store;
        selection.since().ifPresent(since -> and("received_at >= ?", since.toEpochMilli()));
        selection.until().ifPresent(until -> and("received_at < ?", until.toEpochMilli()));
        selection.messageId().ifPresent(id -> and(OF_MESSAGE, id));
        selection.user().ifPresent(this::of);
        if (selection.rowsOnly()) {
            rows(selection);
        }
    }

    /** Every body is looked through, once for each way to spell the user; most have one. */
    private void of(String user) {
        var spellings = Stream.of(PLAIN, ESCAPED)
                .map(spelling -> ByteBuffer.wrap(spelt(user, spelling)))
                .distinct()
                .map(ByteBuffer::array)
                .toArray();
        var contains = Collections.nCopies(spellings.length, store.bodyContains());
        and("(" + String.join(" OR ", contains) + ")", spellings);
    }

    private void rows(Selection selection) {
        var states = selection.states().stream()
                .map(state -> "'" + state.word() + "'")
                .sorted()
                .collect(Collectors.joining(", "));
        var rows = new StringBuilder("seq IN (SELECT seq FROM delivery WHERE state IN (" + states + ")");
        var values = new ArrayList<Object>();
        selection.mapping().ifPresent(mapping -> {
            rows.append(" AND mapping = ?");
            values.add(mapping);
        });
        selection.reason().ifPresent(reason -> {
            rows.append(" AND reason = ?");
            values.add(reason);
        });
        and(rows + ")", values.toArray());
    }

    private void and(String condition, Object... values) {
        where.append(" AND ").append(condition);
        parameters.addAll(List.of(values));
    }

    /** As the text stands in a body, quotes included. */
    private static byte[] spelt(String text, ObjectMapper spelling) {
        try {
            return spelling.writeValueAsBytes(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("'" + text + "' is no text", e);
        }
    }

    /** The next of them before this one; empty when there are no more. */
    List<LoggedEvent> before(long seq) {
        var all = new ArrayList<Object>(List.of(seq));
        all.addAll(parameters);
        all.add(PAGE);
        return store.reads().read(sql -> new Reads(sql)
                .eventsWhere("WHERE seq < ?" + where + " ORDER BY seq DESC LIMIT ?", all.toArray()));
    }
}
