package io.sluice.event;

import java.util.ArrayList;
import java.util.List;

/** What is found wrong with one event, up to {@link Limits#PROBLEMS}. */
final class Problems {
    private final String pointer;
    private final List<Problem> all = new ArrayList<>();

    /** @param pointer where the event is within the body */
    Problems(String pointer) {
        this.pointer = pointer;
    }

    /** @param within where in the event, as a JSON pointer */
    void add(String within, String message) {
        if (all.size() < Limits.PROBLEMS) {
            all.add(new Problem(pointer + within, message));
        }
    }

    boolean any() {
        return !all.isEmpty();
    }

    List<Problem> all() {
        return List.copyOf(all);
    }
}
