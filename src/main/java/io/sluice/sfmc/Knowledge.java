package io.sluice.sfmc;

import io.sluice.delivery.Reason;
import java.util.Optional;

/** What asking for the columns of a data extension came to. */
sealed interface Knowledge permits Schema, Knowledge.Unknown {
    /** Of the data extension; kept, so that another reading need not look for it. */
    Optional<String> id();

    /**
     * SFMC does not tell: rows are sent as they are, and what it thinks of them decides.
     *
     * @param why in its words
     */
    record Unknown(Reason reason, String why) implements Knowledge {
        @Override
        public Optional<String> id() {
            return Optional.empty();
        }
    }
}
