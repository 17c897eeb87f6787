package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Newest;
import io.sluice.delivery.OnUnknown;
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

    /** It has a row, and depends on no read. */
    Flight withRow() {
        var kept = row.orElseGet(() -> DeliveryRow.waiting(delivery, Optional.empty()));
        return new Flight(delivery, Optional.of(kept), Optional.empty());
    }

    /**
     * Its call may be made from now on.
     *
     * @param lookUpAt in milliseconds of the store's clock, when it can be looked up what the call has done, if need be
     */
    Flight sending(long lookUpAt) {
        var at = Optional.of(lookUpAt).filter(each -> delivery.wanted().onUnknown() == OnUnknown.LOOK_UP);
        return new Flight(delivery, withRow().row().map(one -> one.sending(at)), Optional.empty());
    }

    boolean isSending() {
        return row.filter(one -> one.state() == DeliveryRow.State.SENDING).isPresent();
    }
}
