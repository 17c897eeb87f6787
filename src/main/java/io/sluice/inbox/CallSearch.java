package io.sluice.inbox;

import io.sluice.delivery.Target;
import java.time.Instant;
import java.util.Optional;

/** Finds the call that a delivery went with. */
final class CallSearch {
    private final SqlStore store;

    CallSearch(SqlStore store) {
        this.store = store;
    }

    /** The batch of this target whose events reach over this one; of several attempts the last. */
    Optional<Trace.Call> covering(String lane, Target target, long seq) {
        var select = """
                SELECT started_at, status, calls, receipt FROM call
                WHERE lane = ? AND last_seq >= ? AND first_seq <= ? AND target = ? ORDER BY last_seq, id DESC LIMIT 1""";
        return store.reads()
                .read(sql -> sql.first(
                        select,
                        row -> new Trace.Call(
                                Instant.ofEpochMilli(row.getLong(1)), row.getInt(2), row.getInt(3), row.getString(4)),
                        lane,
                        seq,
                        seq,
                        target.toString()));
    }
}
