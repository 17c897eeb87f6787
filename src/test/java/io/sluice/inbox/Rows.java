package io.sluice.inbox;

import io.sluice.delivery.Reason;
import io.sluice.inbox.DeliveryRow.State;
import java.util.Optional;

/** Delivery rows in the states that a lane makes. */
final class Rows {
    private Rows() {}

    static DeliveryRow waiting(String lane, long seq, String mapping, String key, Long nextAt) {
        return row(lane, seq, mapping, key, State.WAITING, nextAt);
    }

    static DeliveryRow parked(String lane, long seq, String mapping, String key, long nextAt) {
        return new DeliveryRow(
                lane,
                seq,
                mapping,
                key,
                State.PARKED,
                Optional.of(nextAt),
                3,
                7_000,
                Optional.of(Reason.ROW_FAILED),
                "500");
    }

    static DeliveryRow refused(String lane, long seq, String mapping, String key) {
        return new DeliveryRow(
                lane, seq, mapping, key, State.REFUSED, Optional.empty(), 1, 0, Optional.of(Reason.ROW_REJECTED), "no");
    }

    static DeliveryRow row(String lane, long seq, String mapping, String key, State state, Long nextAt) {
        return new DeliveryRow(
                lane, seq, mapping, key, state, Optional.ofNullable(nextAt), 0, 0, Optional.empty(), null);
    }
}
