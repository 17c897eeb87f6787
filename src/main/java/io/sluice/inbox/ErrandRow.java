package io.sluice.inbox;

import java.util.Optional;

/**
 * A row of the table {@code errand}.
 *
 * @param lane empty: the whole account
 * @param progress of one that takes long, the newest line of it; empty while nobody has begun it
 * @param answer what came of it, for whoever asked; empty while it is open
 */
record ErrandRow(
        long id,
        String account,
        Optional<String> lane,
        String kind,
        String argument,
        State state,
        String progress,
        String answer) {
    enum State {
        OPEN,
        DONE,
        /** It cannot be done; the answer says why. */
        FAILED
    }

    boolean isOpen() {
        return state == State.OPEN;
    }
}
