package io.sluice.inbox;

import io.sluice.delivery.Job;
import io.sluice.delivery.Newest;
import io.sluice.delivery.Reason;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The database behind the inbox. All writing goes through one thread, which groups what is waiting into one commit; the
 * stage completes after that commit is on disk, and never on the writer's thread. Reads block, and throw
 * {@link StoreUnavailable} when the database cannot be read on a new connection either.
 */
interface Store extends AutoCloseable {
    /** The writes that come first within a group. */
    enum Urgency {
        /** Settling, leases, pauses. */
        SETTLE,
        /** Accepting events. */
        ACCEPT,
        /** Retention, beside the traffic. */
        CLEAN
    }

    /** Work that is done in a transaction; done again from the start if the group it was in had to be rolled back. */
    @FunctionalInterface
    interface Work<T> {
        T in(Tx tx) throws Exception;
    }

    /**
     * @return completes exceptionally with what the work threw (its own writes are undone, those of others kept), or with
     *     {@link StoreUnavailable} when the database cannot take it or too much is waiting
     */
    <T> CompletionStage<T> write(Urgency urgency, Work<T> work);

    /** Milliseconds of the store's clock, without asking the database each time. */
    long now();

    /** The events after {@code seq}, in order, at most so many and at most about so many bytes of body. */
    List<LoggedEvent> eventsAfter(long seq, int limit, long maxBytes);

    /** In order; those that are gone are left out. */
    List<LoggedEvent> events(Collection<Long> seqs);

    /** The highest seq of the log; 0 when it is empty. */
    long logEnd();

    /** @throws IllegalStateException when the lane is not registered */
    LaneRow lane(String name);

    /** What has been written for these order keys, for those of which anything is remembered. */
    Map<String, Newest> newest(String lane, Collection<String> keys);

    /** Rows whose turn has come ({@code WAITING} or {@code PARKED}, {@code nextAt <= now}), by turn, then seq. */
    List<DeliveryRow> due(String lane, long now, int limit);

    /** The open rows of a key, by seq. */
    List<DeliveryRow> openRows(String lane, String key, int limit);

    List<DeliveryRow> rowsInState(String lane, DeliveryRow.State state);

    /** How many open rows each key has, by mapping. */
    Map<MappingKey, Integer> openKeys(String lane);

    /** Seq and mapping of all rows beyond the position, whatever their state. */
    List<DeliveryRow> rowsAfter(String lane, long seq);

    /** The jobs of a lane, in the order they were submitted. */
    List<Job> jobs(String lane);

    /** The account's pause: until when, and why; empty when it is not paused. */
    Optional<Pause> pause(String account);

    /** Whether there is anybody on the suppression list. */
    boolean anySuppressed();

    /** Those of these that are on the suppression list. */
    Set<Identity> suppressed(Collection<Identity> some);

    /** Those of these keys, in the form of {@link io.sluice.delivery.Mapped#keyValues}, whose contact is known to exist. */
    Set<String> contacts(String account, Collection<String> keys);

    Totals totals();

    @Override
    void close();

    record Pause(long until, Reason reason) {}

    /**
     * What is counted and what is open, read in one snapshot.
     *
     * @param counts the counters
     * @param open open rows per lane and mapping, by the state's word; what a job stands for is {@code submitted}
     * @param lag events beyond the position, per lane
     * @param oldestMillis age of the oldest event that a lane has not settled, per lane
     */
    record Totals(
            Map<Count, Long> counts, Map<OpenKey, Long> open, Map<String, Long> lag, Map<String, Long> oldestMillis) {}

    record OpenKey(String lane, String mapping, String state) {}
}
