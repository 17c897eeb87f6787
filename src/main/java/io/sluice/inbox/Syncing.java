package io.sluice.inbox;

import java.util.function.Consumer;

/** Runs a sync, of which the inbox knows nothing but that somebody has asked for it. */
public interface Syncing {
    /**
     * @param skipped whether nothing was done, since another run of it is under way
     * @param report for whoever asked
     */
    record Ended(boolean skipped, String report) {}

    /**
     * @param progress is told how it gets on, a line at a time, by any thread
     * @throws IllegalArgumentException with a sentence, when there is no such sync
     * @throws InterruptedException when the process stops: whoever holds the account next runs it from the start
     */
    Ended run(Errand.Sync errand, Consumer<String> progress) throws InterruptedException;
}
