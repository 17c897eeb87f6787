package io.sluice.inbox;

import io.sluice.delivery.Outcome;

/** A delivery that has come back. */
record Landing(Flight flight, Outcome outcome) {
    /** Whether it is done with: it has no open row, and no job. */
    boolean isFinal() {
        return !getsRow() && !(outcome instanceof Outcome.Submitted);
    }

    /** Whether it has an open row from now on. */
    boolean getsRow() {
        return outcome instanceof Outcome.Parked || outcome instanceof Outcome.Held;
    }
}
