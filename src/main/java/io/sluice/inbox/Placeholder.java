package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Newest;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stands for a delivery of which only the place and the key are at hand: enough to settle it, not to send it. */
final class Placeholder {
    private Placeholder() {}

    static Delivery of(DeliveryRow row) {
        return of(row.lane(), row.seq(), row.mapping(), row.key(), row.attempts(), true);
    }

    /** Without a row. */
    static Delivery of(String lane, long seq, String mapping, String key) {
        return of(lane, seq, mapping, key, 0, false);
    }

    private static Delivery of(String lane, long seq, String mapping, String key, int attempts, boolean byCall) {
        var wanted = new Mapped.Wanted(
                mapping,
                "",
                new Target("", "", ""),
                key,
                new Row(Map.of(), Map.of()),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Duration.ZERO,
                OnUnknown.REFUSE);
        return new Delivery(lane, seq, "", Instant.EPOCH, wanted, attempts, Newest.NOTHING, byCall, true);
    }
}
