package io.sluice.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns collected deliveries into batches. */
@Named("batches")
@ApplicationScoped
@RegisterForReflection
public class Batches {
    private final Map<String, Action> actions = new TreeMap<>();
    private final InstantSource clock;

    @Inject
    public Batches(@Any Instance<Action> actions, InstantSource clock) {
        this((Iterable<Action>) actions, clock);
    }

    public Batches(Iterable<Action> actions, InstantSource clock) {
        actions.forEach(action -> this.actions.put(action.name(), action));
        this.clock = clock;
    }

    /** The request that a delivery would make if it went alone, as far as it is known without asking. */
    public Request request(Mapped.Wanted wanted) {
        return action(wanted.action()).example(wanted.target(), wanted.writing(), wanted.row());
    }

    /** Which kind of system it goes to. */
    public String destination(Mapped.Wanted wanted) {
        return action(wanted.action()).destination();
    }

    /** A delivery that goes alone, by an ordinary call, as if nothing had been written before. */
    public Batch alone(Mapped.Wanted wanted) {
        var delivery = new Delivery("", 0, "", clock.instant(), wanted, 0, Newest.NOTHING, true, true);
        return open(List.of(delivery));
    }

    /**
     * What is to be said to the destination about what a lane has handed out together.
     *
     * @throws IllegalArgumentException when it does not go together, or there is no such action
     */
    public Conversation converse(List<? extends Handout> handed) {
        return handed.get(0) instanceof Job job
                ? poll(job)
                : open(handed.stream().map(Delivery.class::cast).toList());
    }

    private JobPoll poll(Job job) {
        var action = action(job.action());
        var jobs = action.jobs()
                .orElseThrow(() -> new IllegalArgumentException("The action '" + job.action() + "' knows no jobs."));
        return new JobPoll(jobs, job, action.inquiry(job.target(), Optional.empty(), List.of()), clock);
    }

    /**
     * @param deliveries at least one, in the order of the log, all with the same {@link Delivery#batch()}
     * @throws IllegalArgumentException when they do not go together, or there is no such action
     */
    public Batch open(List<Delivery> deliveries) {
        if (deliveries.stream().map(Delivery::batch).distinct().count() != 1) {
            throw new IllegalArgumentException("A batch takes deliveries of one action and target, at least one.");
        }
        return new Batch(action(deliveries.get(0).wanted().action()), deliveries, clock);
    }

    private Action action(String name) {
        var action = actions.get(name);
        if (action == null) {
            throw new IllegalArgumentException(
                    "There is no action '" + name + "'; there are " + actions.keySet() + ".");
        }
        return action;
    }
}
