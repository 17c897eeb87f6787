package io.sluice.sync;

import io.sluice.delivery.Reason;

/**
 * The warehouse does not do what is asked of it: it is away, full or locked, or refuses. Rows, state and record of a collection
 * are then as they were. Its words hold neither values of rows nor a password.
 */
public final class WarehouseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /** @param remedy who has to do what about it */
    WarehouseUnavailable(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /** Who has to do what about it. */
    public String remedy() {
        return remedy;
    }

    /** As it is kept in the record of the run. */
    Fault fault() {
        return new Fault(Reason.WAREHOUSE_UNAVAILABLE.code(), getMessage(), remedy);
    }
}
