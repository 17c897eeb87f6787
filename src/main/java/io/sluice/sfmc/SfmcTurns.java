package io.sluice.sfmc;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.delivery.Batch;
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

    /** The route goes on with one of the threads for calls when it is this batch's turn. */
    public CompletionStage<Batch> next(
            @Body Batch batch, @Variable("flow") String flow, @Variable("weight") int weight) {
        return of(batch).next(flow, weight).thenApplyAsync(turn -> batch, calls).whenComplete((turn, refused) -> {
            if (refused != null) { // no thread is left, since everything stops
                passed(batch);
            }
        });
    }

    /** Called when the batch is through the throttle, or could not get through. */
    public void passed(@Body Batch batch) {
        of(batch).passed();
    }

    private Turns of(Batch batch) {
        return turns.computeIfAbsent(batch.target().account(), account -> new Turns());
    }
}
