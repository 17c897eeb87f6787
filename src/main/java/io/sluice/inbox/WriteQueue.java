package io.sluice.inbox;

import io.sluice.inbox.Store.Urgency;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** What waits for the writer, bounded; handed out in groups, the urgent first and otherwise in order of arrival. */
final class WriteQueue {
    /** Of one urgency: a flood of events must not keep outcomes from being settled. */
    private static final int MAX_WAITING = 10_000;

    private static final long MAX_BYTES = 32L << 20;

    /** A group is bounded so that those who are in it need not wait for very many others. */
    private static final int MAX_GROUP = 1_000;

    private static final long MAX_GROUP_BYTES = 4L << 20;

    private final Map<Urgency, Queue<Pending<?>>> waiting = new EnumMap<>(Urgency.class);
    private long bytes;
    private boolean closed;

    WriteQueue() {
        for (var urgency : Urgency.values()) {
            waiting.put(urgency, new ArrayDeque<>());
        }
    }

    /** @throws StoreUnavailable when too much is waiting, or the store is being closed */
    synchronized void add(Pending<?> pending) {
        var line = waiting.get(pending.urgency);
        if (closed) {
            throw new StoreUnavailable("The store is closed: this process is stopping.", null);
        }
        if (line.size() >= MAX_WAITING || (bytes > 0 && bytes + pending.bytes() > MAX_BYTES)) {
            throw new StoreUnavailable(
                    "Too much is waiting to be written: more comes in than the database takes.", null);
        }
        line.add(pending);
        bytes += pending.bytes();
        notifyAll();
    }

    /** Waits for work. @return the next group; empty when the queue is closed and everything has been handed out */
    synchronized List<Pending<?>> next() throws InterruptedException {
        while (isEmpty() && !closed) {
            wait();
        }
        var group = new ArrayList<Pending<?>>();
        take(Urgency.SETTLE, MAX_GROUP, group);
        take(Urgency.ACCEPT, MAX_GROUP, group);
        // One in each group, however much else there is: under steady load the store must not grow for want of
        // cleaning.
        take(Urgency.CLEAN, 1, group);
        return group;
    }

    /** Everything that waits, in no group. */
    synchronized List<Pending<?>> drain() {
        var all = new ArrayList<Pending<?>>();
        waiting.values().forEach(line -> {
            all.addAll(line);
            line.clear();
        });
        bytes = 0;
        return all;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private boolean isEmpty() {
        return waiting.values().stream().allMatch(Queue::isEmpty);
    }

    private void take(Urgency urgency, int max, List<Pending<?>> group) {
        var line = waiting.get(urgency);
        long taken = 0;
        for (int n = 0; n < max && !line.isEmpty() && taken < MAX_GROUP_BYTES; n++) {
            var pending = line.remove();
            taken += pending.bytes();
            group.add(pending);
        }
        bytes -= taken;
    }
}
