package io.sluice.delivery;

import java.util.Optional;

/** Knows which accounts this process may call: those whose lease it holds. */
public interface Holder {
    /** @param door as in {@link Flow#door} */
    boolean holds(String door);

    /** Why the account is to be left alone now; empty when it may be called, or tried. Where nothing pauses: always empty. */
    default Optional<Reason> pausedFor(String door) {
        return Optional.empty();
    }
}
