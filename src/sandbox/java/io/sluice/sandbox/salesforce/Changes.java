package io.sluice.sandbox.salesforce;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;

/** What was written, in the order applied: the last so many changes, and how many were forgotten. */
final class Changes {
    private final int size;
    private final ArrayDeque<Change> all = new ArrayDeque<>();
    private long sequence;

    /**
     * One record that was written.
     *
     * @param request the number of its request
     * @param operation create, update, delete or convert
     * @param values those that were set, by the fields' names
     */
    record Change(
            long sequence, long request, String operation, String object, String id, Map<String, Object> values) {}

    Changes(int size) {
        this.size = size;
    }

    void add(long request, String operation, String object, String id, Map<String, Object> values) {
        all.add(new Change(++sequence, request, operation, object, id, values));
        if (all.size() > size) {
            all.remove();
        }
    }

    /** The number of the last change. */
    long last() {
        return sequence;
    }

    /** Takes back the changes after that number: they were rolled back. */
    void backTo(long number) {
        while (!all.isEmpty() && all.getLast().sequence() > number) {
            all.removeLast();
        }
        sequence = number;
    }

    List<Change> of(String object) {
        return all.stream().filter(change -> change.object().equals(object)).toList();
    }

    long forgotten() {
        return sequence - all.size();
    }

    void clear() {
        all.clear();
        sequence = 0;
    }
}
