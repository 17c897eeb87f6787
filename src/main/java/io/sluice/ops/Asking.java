package io.sluice.ops;

import io.sluice.inbox.CommandStore;
import io.sluice.inbox.Errand;
import java.time.Duration;
import java.util.Optional;

/** Has an errand carried out, and tells what came of it. */
final class Asking {
    /** Longer than the calls under way may take to come back. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private Asking() {}

    /** @return the exit code */
    static int ask(CommandStore store, String account, Optional<String> lane, Errand errand)
            throws InterruptedException {
        var answer = store.ask(account, lane, errand, PATIENCE);
        (answer.done() ? System.out : System.err).println(answer.text());
        return answer.done() ? 0 : 1;
    }
}
