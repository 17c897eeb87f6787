package io.sluice.inbox;

import java.util.List;

/** Lets a delivery wait for others: the {@code after:} of its mapping. */
@FunctionalInterface
interface Gate {
    /** Whether the event {@code seq}, and all before it, are settled in these mappings. */
    boolean passed(List<String> mappings, long seq);
}
