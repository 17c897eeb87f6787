package io.sluice.sandbox.control;

import io.sluice.sandbox.http.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The faults in force. A request meets the first that fits. */
public final class Faults {
    private final List<Ordered> all = new ArrayList<>();
    private int number;

    /**
     * A fault in force.
     *
     * @param met how many requests met it so far
     */
    public record State(int id, int met, Fault fault) {}

    /**
     * A fault that a request meets.
     *
     * @param withdrawn is at zero when it is in force no more
     */
    record Met(Fault fault, CountDownLatch withdrawn) {
        /** Lets the request wait as the fault says, unless that is withdrawn before. */
        void delay() {
            try {
                withdrawn.await(fault.delayMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                // The sandbox is stopping.
                Thread.currentThread().interrupt();
            }
        }
    }

    synchronized int order(Fault fault) {
        all.add(new Ordered(++number, fault));
        return number;
    }

    /** The fault that this request meets. */
    synchronized Optional<Met> meeting(Call call) {
        return all.stream()
                .filter(ordered -> ordered.fault.match().fits(call))
                .filter(Ordered::meets)
                .findFirst()
                .map(ordered -> new Met(ordered.fault, ordered.withdrawn));
    }

    synchronized List<State> all() {
        return all.stream().map(Ordered::state).toList();
    }

    synchronized boolean withdraw(int id) {
        return withdraw(ordered -> ordered.id == id);
    }

    synchronized void clear() {
        withdraw(any -> true);
    }

    private boolean withdraw(Predicate<Ordered> which) {
        all.stream().filter(which).forEach(ordered -> ordered.withdrawn.countDown());
        return all.removeIf(which);
    }

    private static final class Ordered {
        private final int id;
        private final Fault fault;
        private final CountDownLatch withdrawn = new CountDownLatch(1);
        private int skipped;
        private int met;

        private Ordered(int id, Fault fault) {
            this.id = id;
            this.fault = fault;
        }

        private boolean meets() {
            if (skipped < fault.skip()) {
                skipped++;
                return false;
            }
            if (fault.times() != null && met >= fault.times()) {
                return false;
            }
            met++;
            return true;
        }

        private State state() {
            return new State(id, met, fault);
        }
    }
}
