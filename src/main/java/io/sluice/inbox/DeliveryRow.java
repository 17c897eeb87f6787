package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Reason;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A row of the table {@code delivery}: what is not simply done.
 *
 * @param key the order key
 * @param nextAt when its turn comes, in milliseconds of the store's clock; empty while it waits behind another row of its
 *     key, and while it is {@link State#SENDING}, unless it can be looked up then what its call has done
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

    /** What the destination has said of a row, or of a job that it was in: an ordinary call tells more. */
    private static final Set<Reason> TOLD =
            EnumSet.of(Reason.ROW_REJECTED, Reason.ROW_FAILED, Reason.JOB_LOST, Reason.ALL_REFUSED);

    /** Not sent before. @param nextAt empty: behind another row or delivery of its key */
    static DeliveryRow waiting(Delivery delivery, Optional<Long> nextAt) {
        var wanted = delivery.wanted();
        return new DeliveryRow(
                delivery.lane(),
                delivery.seq(),
                wanted.mapping(),
                wanted.key(),
                State.WAITING,
                nextAt,
                0,
                0,
                Optional.empty(),
                "");
    }

    /** Refused by its mapping, so that it has no key. */
    static DeliveryRow refused(String lane, long seq, Mapped.Refused refused) {
        var reason = Optional.of(refused.reason());
        return new DeliveryRow(
                lane, seq, refused.mapping(), "", State.REFUSED, Optional.empty(), 0, 0, reason, refused.detail());
    }

    /** In another state, without a turn. */
    DeliveryRow in(State other) {
        return new DeliveryRow(lane, seq, mapping, key, other, Optional.empty(), attempts, triedMillis, reason, detail);
    }

    /** @param lookUpAt when it can be found out what the call has done, if it has no answer; empty: never */
    DeliveryRow sending(Optional<Long> lookUpAt) {
        return new DeliveryRow(lane, seq, mapping, key, State.SENDING, lookUpAt, attempts, triedMillis, reason, detail);
    }

    /** Whether it waits until it can be looked up what an earlier call has done. */
    boolean awaitsLookUp() {
        return state == State.PARKED && reason.equals(Optional.of(Reason.OUTCOME_UNKNOWN));
    }

    /** With another turn. */
    DeliveryRow at(long turn) {
        return new DeliveryRow(
                lane, seq, mapping, key, state, Optional.of(turn), attempts, triedMillis, reason, detail);
    }

    /** With the reason why it is where it is. */
    DeliveryRow because(Reason why, String more) {
        return new DeliveryRow(lane, seq, mapping, key, state, nextAt, attempts, triedMillis, Optional.of(why), more);
    }

    /** After one more attempt. */
    DeliveryRow tried(long waitMillis) {
        return new DeliveryRow(
                lane, seq, mapping, key, state, nextAt, attempts + 1, triedMillis + waitMillis, reason, detail);
    }

    /** Whether nothing is known to be wrong with it: at the most a pause has held it. */
    boolean untried() {
        return state == State.WAITING
                && attempts == 0
                && reason.filter(TOLD::contains).isEmpty();
    }

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
