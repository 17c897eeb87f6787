package io.sluice.inbox;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

/**
 * Removes what is settled and old, in small transactions beside the traffic. What a lane has not settled is never removed;
 * without any lane nothing is settled, so that no event is.
 */
@Singleton
final class Retention {
    private static final Duration SHORTEST = Duration.ofHours(24);
    private static final int BATCH = 500;

    private final SqlStore store;
    private final long delivered;
    private final long refused;

    /** @throws IllegalArgumentException when events would be kept for too short a time */
    Retention(SqlStore store, RetentionConfig config) {
        if (config.delivered().compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("sluice.retention.delivered is " + config.delivered()
                    + ": it must be at least 24h, since a messageId is known for only so long as its event is kept.");
        }
        this.store = store;
        this.delivered = config.delivered().toMillis();
        this.refused = config.refused().toMillis();
    }

    /**
     * Waits for the writer after each batch, so it is not for an event loop.
     *
     * @param now in milliseconds of the store's clock
     * @throws StoreUnavailable when the database does not take it; the rest is removed the next time
     */
    void clean(long now) {
        whileTrue(tx -> Removal.refused(tx.sql(), now - refused, BATCH) == BATCH);
        whileTrue(tx -> Removal.calls(tx.sql(), now - delivered, now - refused, BATCH) == BATCH);
        whileTrue(tx -> Removal.errands(tx.sql(), now - delivered, BATCH) == BATCH);
        whileTrue(tx -> PeopleSql.forgetOld(tx.sql(), now, BATCH) == BATCH);
        removeEvents(now - delivered, now - refused);
        whileTrue(SqlTx::giveBackSpace);
    }

    /** From the old end of the log to the first event that is young: the log is in the order of receipt. */
    private void removeEvents(long receivedBefore, long refusedBefore) {
        Predicate<Removal.Candidate> old = event -> event.receivedAt() < receivedBefore;
        long seq = 0;
        boolean more = true;
        while (more) {
            long after = seq;
            var events = store.reads().read(sql -> Removal.candidates(sql, after, refusedBefore, BATCH));
            more = events.size() == BATCH && events.stream().allMatch(old);
            seq = more ? events.get(BATCH - 1).seq() : seq;
            var removable = events.stream()
                    .filter(old.and(event -> !event.kept()))
                    .map(Removal.Candidate::seq)
                    .toList();
            if (!removable.isEmpty()) {
                done(tx -> Removal.events(tx.sql(), removable, refusedBefore));
            }
        }
    }

    private void whileTrue(SqlWork<Boolean> work) {
        boolean more = true;
        while (more) {
            more = done(work);
        }
    }

    private <T> T done(SqlWork<T> work) {
        try {
            return store.clean(work).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreUnavailable unavailable ? unavailable : e;
        }
    }
}
