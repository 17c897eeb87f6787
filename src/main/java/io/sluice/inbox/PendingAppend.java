package io.sluice.inbox;

import java.util.List;

/** Events that wait to be appended: the writer appends those of many callers at once. */
final class PendingAppend extends Pending<Integer> {
    final List<EventRow> rows;
    private final long bytes;

    PendingAppend(List<EventRow> rows) {
        super(Store.Urgency.ACCEPT, tx -> tx.appendRows(rows));
        this.rows = rows;
        this.bytes = rows.stream().mapToLong(row -> row.body().length).sum();
    }

    @Override
    long bytes() {
        return bytes;
    }
}
