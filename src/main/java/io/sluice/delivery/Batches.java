package io.sluice.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns collected deliveries into batches. */
@Named("batches")
@ApplicationScoped
@RegisterForReflection
public class Batches {
    private final Map<String, Action> actions = new TreeMap<>();
    private final InstantSource clock;

    @Inject
    public Batches(@Any Instance<Action> actions) {
        this(actions, Clock.systemUTC());
    }

    public Batches(Iterable<Action> actions, InstantSource clock) {
        actions.forEach(action -> this.actions.put(action.name(), action));
        this.clock = clock;
    }

    /**
     * @param deliveries at least one, in the order of the log, all with the same {@link Delivery#batch()}
     * @throws IllegalArgumentException when they do not go together, or there is no such action
     */
    public Batch open(List<Delivery> deliveries) {
        if (deliveries.stream().map(Delivery::batch).distinct().count() != 1) {
            throw new IllegalArgumentException("A batch takes deliveries of one action and target, at least one.");
        }
        var name = deliveries.get(0).wanted().action();
        var action = actions.get(name);
        if (action == null) {
            throw new IllegalArgumentException(
                    "There is no action '" + name + "'; there are " + actions.keySet() + ".");
        }
        return new Batch(action, deliveries, clock);
    }
}
