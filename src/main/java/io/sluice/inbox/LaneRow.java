package io.sluice.inbox;

import io.sluice.delivery.Reason;
import java.util.Optional;

/**
 * A row of the table {@code lane}.
 *
 * @param position every event up to here is done or has a row
 * @param ahead what beyond the position is done as well, as {@code first-last} pairs with blanks between
 * @param readTo how far it had been read when deliveries were merged the last time
 * @param pausedUntil in milliseconds of the store's clock; 0: not paused
 */
record LaneRow(
        String name,
        String account,
        long position,
        String ahead,
        long readTo,
        long pausedUntil,
        Optional<Reason> reason) {}
