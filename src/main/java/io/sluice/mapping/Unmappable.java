package io.sluice.mapping;

import io.sluice.delivery.Reason;

/** No row can be made of this event. The detail names columns and paths, never values: it is logged and kept. */
public final class Unmappable extends Exception {
    private final Reason reason;

    Unmappable(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    static Unmappable value(String detail) {
        return new Unmappable(Reason.VALUE_INVALID, detail);
    }

    /** The same, said of a column. */
    Unmappable in(String column) {
        return new Unmappable(reason, "column '" + column + "': " + getMessage());
    }

    /** Whether the event says too little of whom it is about, which is no mistake of its sender. */
    boolean isFiltered() {
        return reason == Reason.NO_USER_ID_OR_EMAIL || reason == Reason.NO_LOOKUP_VALUE;
    }

    public Reason reason() {
        return reason;
    }
}
