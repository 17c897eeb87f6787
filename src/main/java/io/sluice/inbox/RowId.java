package io.sluice.inbox;

import io.sluice.delivery.Delivery;

/** Which event through which mapping, within a lane. */
record RowId(long seq, String mapping) {
    static RowId of(Delivery delivery) {
        return new RowId(delivery.seq(), delivery.wanted().mapping());
    }

    static RowId of(DeliveryRow row) {
        return new RowId(row.seq(), row.mapping());
    }
}
