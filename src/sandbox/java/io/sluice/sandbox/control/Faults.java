package io.sluice.sandbox.control;

import io.sluice.sandbox.http.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    synchronized int order(Fault fault) {
        all.add(new Ordered(++number, fault));
        return number;
    }

    /** The fault that this request meets. */
    synchronized Optional<Fault> meeting(Call call) {
        return all.stream()
                .filter(ordered -> ordered.fault.match().fits(call))
                .filter(Ordered::meets)
                .findFirst()
                .map(ordered -> ordered.fault);
    }

    synchronized List<State> all() {
        return all.stream().map(Ordered::state).toList();
    }

    synchronized boolean withdraw(int id) {
        return all.removeIf(ordered -> ordered.id == id);
    }

    synchronized void clear() {
        all.clear();
    }

    private static final class Ordered {
        private final int id;
        private final Fault fault;
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
