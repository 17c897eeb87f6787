package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import java.util.Optional;

/**
 * A delivery under way: it came from the log with a read, or has a row.
 *
 * @param loading which loading of the lane sent it off; what an earlier one sent off settles nothing
 */
record Flight(Delivery delivery, Optional<DeliveryRow> row, Optional<Read> read, int loading) {}
