package io.sluice.inbox;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a delivery is, as an operator sees it. */
public enum DeliveryState {
    /** The lane has not come to its event. */
    UNREAD,
    WAITING,
    PARKED,
    SENDING,
    /** Part of a job whose verdicts are still to be had. */
    SUBMITTED,
    REFUSED,
    /** The lane has passed it: delivered, merged, stale, or filtered by a mapping of that time. */
    DONE,
    /** The lane has passed it, and the mapping of today does not want it. */
    FILTERED,
    /** The lane has passed it, and its user is on the suppression list by now. */
    SUPPRESSED;

    /** What is not simply done. */
    public static final Set<DeliveryState> WITH_ROW = EnumSet.of(WAITING, PARKED, SENDING, REFUSED);

    /** The word on the command line and in its output. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<DeliveryState> of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }

    static DeliveryState of(DeliveryRow.State state) {
        return valueOf(state.name());
    }
}
