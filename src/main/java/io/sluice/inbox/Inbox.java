package io.sluice.inbox;

import io.sluice.event.Event;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where accepted events are kept. */
public interface Inbox {
    /**
     * Keeps the events: the stage completes when they are on disk. Events that were kept before are passed over.
     *
     * @return how many were new; completes with {@link StoreUnavailable} when none was kept
     */
    CompletionStage<Integer> accept(List<Event> events);
}
