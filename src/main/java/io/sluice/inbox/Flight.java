package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Newest;
import java.util.Optional;

/** A delivery under way: it came from the log with a read, or has a row, or a job stands for it. */
record Flight(Delivery delivery, Optional<DeliveryRow> row, Optional<Read> read) {
    static Flight of(Delivery delivery, DeliveryRow row) {
        return new Flight(delivery, Optional.of(row), Optional.empty());
    }

    static Flight of(Delivery delivery, Read read) {
        return new Flight(delivery, Optional.empty(), Optional.of(read));
    }

    /** The store knows of it by a job alone. */
    static Flight without(Delivery delivery) {
        return new Flight(delivery, Optional.empty(), Optional.empty());
    }

    /** With what has been written for its key. */
    Flight with(Newest newest) {
        return new Flight(delivery.with(newest), row, read);
    }

    /** Its call may be made from now on. */
    Flight sending() {
        return new Flight(delivery, row.map(one -> one.in(DeliveryRow.State.SENDING)), read);
    }

    boolean isSending() {
        return row.filter(one -> one.state() == DeliveryRow.State.SENDING).isPresent();
    }
}
