package io.sluice.ingest;

import io.sluice.event.Event;
import io.sluice.inbox.Inbox;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps events in memory, or fails as it is told to. */
@Alternative
@Singleton
public class FakeInbox implements Inbox {
    private final List<Event> events = new ArrayList<>();
    private CompletionStage<Integer> answer;

    @Override
    public synchronized CompletionStage<Integer> accept(List<Event> accepted) {
        if (answer != null) {
            return answer;
        }
        events.addAll(accepted);
        return CompletableFuture.supplyAsync(accepted::size);
    }

    synchronized void answerWith(CompletionStage<Integer> answer) {
        this.answer = answer;
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    synchronized void clear() {
        events.clear();
        answer = null;
    }
}
