package io.sluice.inbox;

import java.util.List;

/** Lets a delivery wait for others: the {@code after:} of its mapping. */
@FunctionalInterface
interface Gate {
    /**
     * Whether nothing with these key values that was accepted before the event {@code seq} is unsettled in these mappings:
     * their lanes have read as far, and have none under way and no open row. What is of another key is not waited for.
     */
    boolean passed(List<String> mappings, long seq, String keyValues);
}
