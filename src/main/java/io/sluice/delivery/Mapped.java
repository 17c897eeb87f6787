package io.sluice.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What one mapping makes of one event. */
public sealed interface Mapped {
    /** The name of the mapping. */
    String mapping();

    /** The part of an order key that comes after the target: equal for rows about the same thing in other targets. */
    static String keyValues(String key) {
        return key.substring(key.indexOf('|') + 1);
    }

    /**
     * The mapping wants the event.
     *
     * @param key the order key within the account: the target, a bar, and the primary key values, in lower case, since
     *     destinations compare without case; those of external ids as they are. Two deliveries with one key are never under
     *     way at the same time.
     * @param happened when it happened, the receipt at the latest, where an older event must not write over what a newer one
     *     of its key has written; empty where it may, or where no other event can have its key
     * @param expiresAt after this moment it is filtered instead of sent
     * @param after mappings of the same account in which nothing may be unsettled that was accepted earlier and has the
     *     same key values
     * @param afterWait how long to wait for them, counted from the receipt of the event
     * @param onUnknown what to do when nobody can know whether a call that must not be repeated arrived
     * @param writing how its record is found and written; empty for actions that do not look records up
     */
    record Wanted(
            String mapping,
            String action,
            Target target,
            String key,
            Row row,
            Optional<Instant> happened,
            Optional<Instant> expiresAt,
            List<String> after,
            Duration afterWait,
            OnUnknown onUnknown,
            Optional<RecordWriting> writing)
            implements Mapped {
        /** Of an action that does not look records up. */
        public Wanted(
                String mapping,
                String action,
                Target target,
                String key,
                Row row,
                Optional<Instant> happened,
                Optional<Instant> expiresAt,
                List<String> after,
                Duration afterWait,
                OnUnknown onUnknown) {
            this(mapping, action, target, key, row, happened, expiresAt, after, afterWait, onUnknown, Optional.empty());
        }

        /** Whether it must not be sent any more. */
        public boolean expired(Instant now) {
            return expiresAt.filter(now::isAfter).isPresent();
        }

        /** The same under another order key. */
        public Wanted withKey(String other) {
            return new Wanted(
                    mapping, action, target, other, row, happened, expiresAt, after, afterWait, onUnknown, writing);
        }
    }

    /** The mapping does not want the event. */
    record Filtered(String mapping, Reason reason, String detail) implements Mapped {}

    /** Its user asked to be forgotten. */
    record Suppressed(String mapping) implements Mapped {}

    /** The mapping wants the event, but no row can be made of it. */
    record Refused(String mapping, Reason reason, String detail) implements Mapped {}
}
