package io.sluice.sandbox.salesforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The record faults in force. A record meets the first that fits. */
final class RecordFaults {
    private final List<Ordered> all = new ArrayList<>();
    private int number;

    /**
     * A record fault in force.
     *
     * @param met how many records met it so far
     */
    record State(int id, int met, RecordFault fault) {}

    int order(RecordFault fault) {
        all.add(new Ordered(++number, fault));
        return number;
    }

    Optional<RecordProblem> meeting(String object, Optional<String> id, String operation, Iterable<Object> values) {
        return all.stream()
                .filter(ordered -> ordered.fault.fits(object, id, operation, values))
                .filter(Ordered::meets)
                .findFirst()
                .map(ordered -> ordered.fault.problem(id));
    }

    List<State> all() {
        return all.stream()
                .map(ordered -> new State(ordered.id, ordered.met, ordered.fault))
                .toList();
    }

    void clear() {
        all.clear();
    }

    private static final class Ordered {
        private final int id;
        private final RecordFault fault;
        private int skipped;
        private int met;

        private Ordered(int id, RecordFault fault) {
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
    }
}
