package io.sluice.sfmc;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.delivery.Conversation;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** Lets the flows of an account take turns at its door. What waits for its turn holds no thread. */
@Named("sfmcTurns")
@Singleton
@RegisterForReflection
public class SfmcTurns {
    private final Map<String, Turns> turns = new ConcurrentHashMap<>();
    private final ExecutorService calls;

    SfmcTurns(@Named("calls") ExecutorService calls) {
        this.calls = calls;
    }

    /** The route goes on with one of the threads for calls when it is this conversation's turn. */
    public CompletionStage<Conversation> next(
            @Body Conversation conversation, @Variable("flow") String flow, @Variable("weight") int weight) {
        return of(conversation)
                .next(flow, weight)
                .thenApplyAsync(turn -> conversation, calls)
                .whenComplete((turn, refused) -> {
                    if (refused != null) { // no thread is left, since everything stops
                        passed(conversation);
                    }
                });
    }

    /** Called when it is through the throttle, or could not get through. */
    public void passed(@Body Conversation conversation) {
        of(conversation).passed();
    }

    private Turns of(Conversation conversation) {
        return turns.computeIfAbsent(conversation.target().account(), account -> new Turns());
    }
}
