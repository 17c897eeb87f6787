package io.sluice.inbox;

import io.sluice.delivery.Job;
import io.sluice.delivery.Newest;
import io.sluice.delivery.Reason;
import io.sluice.event.Event;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be written, within a transaction of the store's one writer. */
interface Tx {
    /** Milliseconds of the store's clock: the database's own where several processes share it. */
    long now();

    /**
     * Appends to the log; an event whose source has sent its messageId before is passed over. The user of a delete goes on the suppression
     * list. @return how many were new
     */
    int append(List<Event> events);

    /** @throws LeaseLost when {@code fence} is not the account's fence any more */
    void fence(String account, long fence) throws LeaseLost;

    /**
     * Takes the account, or prolongs the lease of the one who has it.
     *
     * @return the fence, which rises whenever the holder changes; empty when somebody else holds it
     */
    Optional<Long> lease(String account, String holder, long leaseMillis);

    /** Gives the account back. @param restMillis so long nobody gets it */
    void release(String account, String holder, long restMillis);

    /** Registers a lane at the end of the log, or gives it another account; a known lane keeps its position. */
    void register(String lane, String account);

    /** Moves the lane and removes the {@code DONE} rows that its position has passed. */
    void move(String lane, long position, String ahead);

    void insert(List<DeliveryRow> rows);

    /** Overwrites state, nextAt, attempts, triedMillis, reason and detail of the row of the same lane, seq and mapping. */
    void update(List<DeliveryRow> rows);

    void delete(List<DeliveryRow> rows);

    /** From now on the job stands for its deliveries. */
    void insert(Job job);

    void delete(Job job);

    /**
     * Before deliveries are merged: how far the lane has been read; never less than before. What is read again merges at
     * least as much.
     */
    void reading(String lane, long readTo);

    /** Gives the lowest open row of each key its turn now, if it waits without one. */
    void free(String lane, Collection<String> keys);

    /** After a restart: {@link #free} for every key of the lane; what waits for other lanes has its turn at once. */
    void unblock(String lane);

    /** These contacts exist, and need not be created before that moment, in milliseconds of the store's clock. */
    void remember(String account, Collection<String> keys, long until);

    /** These contacts may exist no longer. */
    void forget(String account, Collection<String> keys);

    /** What has now been written for these order keys, in the place of what was remembered of them. */
    void rememberNewest(String lane, Map<String, Newest> newest);

    /** What will have been written for these order keys when the job that has been submitted turns out well. */
    void submitNewest(String lane, Map<String, Newest> newest);

    /** Whether it has turned out well, for each of these order keys. */
    void endSubmittedNewest(String lane, Map<String, Boolean> written);

    /** From now on no event is older than what has been written for these order keys: for what is sent again on purpose. */
    void forgetNewest(String lane, Collection<String> keys);

    void count(Map<Count, Long> counts);

    void record(List<CallRow> calls);

    /**
     * From the first of several in a row the pause counts as begun.
     *
     * @param until in milliseconds of the store's clock; 0 ends the pause
     */
    void pauseAccount(String account, long until, Optional<Reason> reason);

    void pauseLane(String lane, long until, Optional<Reason> reason);

    /** Thrown inside a transaction, which is then rolled back alone: others of the same group are not touched. */
    class LeaseLost extends Exception {
        private static final long serialVersionUID = 1L;

        LeaseLost(String account) {
            super("Another process holds the account '" + account + "' now; this one writes nothing more for it.");
        }
    }
}
