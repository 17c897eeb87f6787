package io.sluice.inbox;

import io.sluice.delivery.Reason;
import java.util.Locale;
import java.util.Optional;

/**
 * A row of the table {@code delivery}: what is not simply done.
 *
 * @param key the order key
 * @param nextAt when its turn comes, in milliseconds of the store's clock; empty while it waits behind another row of its
 *     key, and while it is {@link State#SENDING}
 * @param attempts how often it was sent without an outcome
 * @param triedMillis the sum of the waits between its attempts; pauses of account and lane do not count
 */
record DeliveryRow(
        String lane,
        long seq,
        String mapping,
        String key,
        State state,
        Optional<Long> nextAt,
        int attempts,
        long triedMillis,
        Optional<Reason> reason,
        String detail) {

    enum State {
        /** Has not been sent: its turn has not come, or has just come. */
        WAITING,
        /** Was sent and failed; is tried again at {@code nextAt}. */
        PARKED,
        /** Committed before a call that must not be repeated. */
        SENDING,
        /** Final; kept with its reason until {@code sluice.retention.refused}. */
        REFUSED,
        /** Final; a mark that keeps it from being read again, until the lane's position has passed it. */
        DONE;

        /** The word in the store. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean open() {
            return this == WAITING || this == PARKED || this == SENDING;
        }
    }
}
