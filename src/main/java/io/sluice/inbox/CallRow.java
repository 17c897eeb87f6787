package io.sluice.inbox;

import io.sluice.delivery.Conversation;

/**
 * A row of the table {@code call}: what the operator sees of one batch.
 *
 * @param firstSeq the lowest event of the batch
 * @param lastSeq the highest
 * @param rows how many rows the batch had, after merging
 * @param calls how many calls it took
 * @param status the last HTTP status; 0 when there was no answer
 * @param receipt what the destination calls what it did, where that is to be proved; otherwise empty
 * @param startedAt in milliseconds of the store's clock
 */
record CallRow(
        String lane,
        String target,
        long firstSeq,
        long lastSeq,
        int rows,
        int calls,
        int status,
        String receipt,
        long startedAt,
        long tookMillis) {

    static CallRow of(String lane, Conversation conversation, long firstSeq, long lastSeq) {
        return new CallRow(
                lane,
                conversation.target().toString(),
                firstSeq,
                lastSeq,
                conversation.rows(),
                conversation.calls(),
                conversation.status(),
                "",
                conversation.startedAt().toEpochMilli(),
                conversation.took().toMillis());
    }

    CallRow with(String otherReceipt) {
        return new CallRow(lane, target, firstSeq, lastSeq, rows, calls, status, otherReceipt, startedAt, tookMillis);
    }
}
