package io.sluice.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.ToIntFunction;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** Lets the flows of an account take turns at its door. What waits for its turn holds no thread. */
@RegisterForReflection
public class DoorTurns {
    private final Map<String, Turns> turns = new ConcurrentHashMap<>();
    private final ExecutorService calls;
    private final ToIntFunction<String> callsInFlight;

    /** @param callsInFlight how many calls of an account there may be at a time */
    public DoorTurns(ExecutorService calls, ToIntFunction<String> callsInFlight) {
        this.calls = calls;
        this.callsInFlight = callsInFlight;
    }

    /**
     * The route goes on with one of the threads for calls when it is this conversation's turn.
     *
     * @param part of the flow; null where it has none
     */
    public CompletionStage<Conversation> next(
            @Body Conversation conversation,
            @Variable("flow") String flow,
            @Variable("part") String part,
            @Variable("weight") int weight) {
        return of(conversation)
                .next(flow, part == null ? "" : part, weight)
                .thenApplyAsync(turn -> conversation, calls)
                .whenComplete((turn, refused) -> {
                    if (refused != null) { // no thread is left, since everything stops
                        passed(conversation);
                        done(conversation.target().account());
                    }
                });
    }

    /** Called when it is through the throttle, or could not get through. */
    public void passed(@Body Conversation conversation) {
        of(conversation).passed();
    }

    /** Called when its call has ended, or was not made; only where calls in flight are counted. */
    public void done(String account) {
        of(account).done();
    }

    private Turns of(Conversation conversation) {
        return of(conversation.target().account());
    }

    private Turns of(String account) {
        return turns.computeIfAbsent(account, name -> new Turns(callsInFlight.applyAsInt(name)));
    }
}
