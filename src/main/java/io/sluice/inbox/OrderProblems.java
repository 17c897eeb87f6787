package io.sluice.inbox;

import java.time.Duration;
import java.util.List;

/** What is wrong with {@code sluice.order}. */
public final class OrderProblems {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(366);

    private OrderProblems() {}

    /** @return one sentence, or none */
    public static List<String> of(OrderConfig config) {
        var memory = config.memory();
        if (memory.compareTo(SHORTEST) >= 0 && memory.compareTo(LONGEST) <= 0) {
            return List.of();
        }
        return List.of(
                "sluice.order.memory is " + memory + ": it must be 1m to 366d, since the store has a row for each key"
                        + " that was written within it. To send old events all the same, write 'stale: send' in a mapping.");
    }
}
