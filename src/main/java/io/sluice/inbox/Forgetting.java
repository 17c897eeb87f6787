package io.sluice.inbox;

import jakarta.inject.Singleton;
import java.util.concurrent.CompletionException;

/**
 * Removes what was written for keys too long ago. It goes through the table in the order of its ids, a stretch each time: an
 * index by time would have to be changed with every row that is delivered.
 */
@Singleton
final class Forgetting {
    private static final int CHUNK = 1_000;
    private static final int CHUNKS_AT_A_TIME = 200;

    private final SqlStore store;
    private final long memory;
    private long cleanedTo = Long.MIN_VALUE;

    Forgetting(SqlStore store, OrderConfig config) {
        this.store = store;
        this.memory = config.memory().toMillis();
    }

    /**
     * Waits for the writer, so it is not for an event loop.
     *
     * @param now in milliseconds of the store's clock
     * @throws StoreUnavailable when the database does not take it; the next time goes on from there
     */
    void clean(long now) {
        for (var chunk = 0; chunk < CHUNKS_AT_A_TIME; chunk++) {
            cleanChunk(now - memory);
            if (cleanedTo == Long.MIN_VALUE) {
                return;
            }
        }
    }

    private void cleanChunk(long before) {
        var after = cleanedTo;
        var rows = store.reads().read(sql -> NewestSql.after(sql, after, CHUNK));
        var old = rows.stream()
                .filter(row -> row.changedAt() < before)
                .map(NewestSql.Age::id)
                .toList();
        if (!old.isEmpty()) {
            done(tx -> NewestSql.remove(tx.sql(), old, before));
        }
        cleanedTo = rows.size() < CHUNK ? Long.MIN_VALUE : rows.get(CHUNK - 1).id();
    }

    private void done(SqlWork<Integer> work) {
        try {
            store.clean(work).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreUnavailable unavailable ? unavailable : e;
        }
    }
}
