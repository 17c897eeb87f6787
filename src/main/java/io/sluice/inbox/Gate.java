package io.sluice.inbox;

import java.util.List;

/** Lets a delivery wait for others: the {@code after:} of its mapping. */
@FunctionalInterface
interface Gate {
    /**
     * Whether the event {@code seq}, and all before it, have been sent in these mappings, and nothing with these key values
     * is still open there. A row of another key is not waited for: it may be parked for days.
     */
    boolean passed(List<String> mappings, long seq, String keyValues);
}
