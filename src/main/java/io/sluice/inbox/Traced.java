package io.sluice.inbox;

import io.sluice.delivery.Mapped;
import io.sluice.delivery.Reason;
import java.util.Optional;

/**
 * One delivery as the store knows it, and what its mapping makes of it today.
 *
 * @param row its row, if it has one that is more than a mark
 * @param mapped empty when the mapping is gone
 * @param state where it is
 */
record Traced(
        String lane,
        LoggedEvent logged,
        String mapping,
        Optional<DeliveryRow> row,
        Optional<Mapped> mapped,
        DeliveryState state) {

    /** The order key; empty where there is none. */
    String key() {
        return row.map(DeliveryRow::key)
                .filter(key -> !key.isEmpty())
                .or(() -> wanted().map(wanted -> StoredText.of(wanted.key())))
                .orElse("");
    }

    /** Why it is where it is; empty where there is no reason. */
    String reason() {
        if (state == DeliveryState.FILTERED && wanted().isPresent()) {
            return Reason.IMPORTED.code();
        }
        return row.map(one -> one.reason().map(Reason::code))
                .orElseGet(() -> mapped.flatMap(Traced::reason).map(Reason::code))
                .orElse("");
    }

    /** What more is known of the reason. */
    String detail() {
        return row.map(one -> Optional.ofNullable(one.detail()))
                .orElseGet(() -> mapped.flatMap(Traced::detail))
                .orElse("");
    }

    Optional<Mapped.Wanted> wanted() {
        return mapped.filter(Mapped.Wanted.class::isInstance).map(Mapped.Wanted.class::cast);
    }

    static Optional<Reason> reason(Mapped mapped) {
        if (mapped instanceof Mapped.Filtered filtered) {
            return Optional.of(filtered.reason());
        }
        return mapped instanceof Mapped.Refused refused ? Optional.of(refused.reason()) : Optional.empty();
    }

    private static Optional<String> detail(Mapped mapped) {
        if (mapped instanceof Mapped.Filtered filtered) {
            return Optional.of(filtered.detail());
        }
        return mapped instanceof Mapped.Refused refused ? Optional.of(refused.detail()) : Optional.empty();
    }
}
