package io.sluice.inbox;

import io.sluice.event.Event;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Accepted events are appended to the store's log. */
@Singleton
final class InboxLog implements Inbox {
    private final SqlStore store;

    InboxLog(SqlStore store) {
        this.store = store;
    }

    @Override
    public CompletionStage<Integer> accept(List<Event> events) {
        return events.isEmpty() ? CompletableFuture.completedFuture(0) : store.append(events);
    }
}
