package io.sluice.inbox;

import java.util.Arrays;
import java.util.List;

/** What retention may remove, in SQL. */
final class Removal {
    /** A row that keeps its event: open, a mark that is still needed, or refused not long ago. */
    private static final String KEPT =
            "EXISTS (SELECT 1 FROM delivery WHERE delivery.seq = event.seq AND (state <> 'refused' OR changed_at >= ?))";

    private Removal() {}

    /** An event of the log's old end. */
    record Candidate(long seq, long receivedAt, boolean kept) {}

    /**
     * The next events that every lane has passed, and for which no job stands. The newest of the log is none of them, so that the end of the log never
     * moves back.
     */
    static List<Candidate> candidates(Statements sql, long afterSeq, long refusedBefore, int limit) {
        return sql.list(
                "SELECT seq, received_at, " + KEPT + """
                         FROM event WHERE seq > ?
                            AND seq <= (SELECT min(position) FROM lane) AND seq < (SELECT max(seq) FROM event)
                            AND seq < coalesce((SELECT min(first_seq) FROM job), seq + 1)
                        ORDER BY seq LIMIT ?""",
                row -> new Candidate(row.getLong(1), row.getLong(2), row.getBoolean(3)),
                refusedBefore,
                afterSeq,
                limit);
    }

    /** Looks again, since a row may have come to them. */
    static int events(Statements sql, List<Long> seqs, long refusedBefore) {
        var changed = sql.batch(
                "DELETE FROM event WHERE seq = ? AND NOT " + KEPT, seqs, seq -> new Object[] {seq, refusedBefore});
        return Arrays.stream(changed).sum();
    }

    static int refused(Statements sql, long before, int limit) {
        var statement = """
                DELETE FROM delivery WHERE state = 'refused' AND (lane, seq, mapping) IN (SELECT lane, seq, mapping
                    FROM delivery WHERE state = 'refused' AND changed_at < ? ORDER BY changed_at LIMIT ?)""";
        return sql.update(statement, before, limit);
    }

    /** Those with a receipt are kept as long as what was refused: somebody may have to prove them. */
    static int calls(Statements sql, long before, long withReceiptBefore, int limit) {
        var statement = """
                DELETE FROM call WHERE id IN (SELECT id FROM call
                    WHERE started_at < ? AND (receipt = '' OR started_at < ?) ORDER BY started_at LIMIT ?)""";
        return sql.update(statement, before, withReceiptBefore, limit);
    }

    /** What was asked for and has its answer. */
    static int errands(Statements sql, long before, int limit) {
        return sql.update(
                "DELETE FROM errand WHERE id IN (SELECT id FROM errand WHERE state <> 'open' AND asked_at < ? LIMIT ?)",
                before,
                limit);
    }
}
