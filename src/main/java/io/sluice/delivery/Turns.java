package io.sluice.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Whose call goes next through one account's door: start-time fair queueing. A call begins, in virtual time, when its
 * flow's one before ended, or now if that is past, and lasts the longer the less its flow weighs; the earliest beginning is
 * next. So flows with a backlog share the calls by weight, and one that was idle has not saved up any: its first call goes
 * before what the others have waiting. Where calls in flight are limited, a turn waits for that as well.
 */
public final class Turns {
    /** Two at a time may go for the throttle, so that one is always there when it opens. */
    private static final int AT_THE_THROTTLE = 2;

    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingDouble(Waiting::begin).thenComparingLong(Waiting::number));

    /** Of each flow, when its last call ends. */
    private final Map<String, Double> ends = new HashMap<>();

    private final int mostInFlight;
    private double now;
    private long calls;
    private int atTheThrottle;
    private int inFlight;

    private record Waiting(double begin, long number, CompletableFuture<Void> turn) {}

    /** Where calls in flight are not limited, and {@link #done} is not called. */
    public Turns() {
        this(Integer.MAX_VALUE);
    }

    /** @param mostInFlight of those that had their turn, how many may not be {@link #done} */
    public Turns(int mostInFlight) {
        this.mostInFlight = mostInFlight;
    }

    /**
     * @param weight at least 1
     * @return completes when the call may go for the throttle; whoever had its turn calls {@link #passed}, whatever happens
     */
    public CompletionStage<Void> next(String flow, int weight) {
        var turn = new CompletableFuture<Void>();
        List<Waiting> called;
        synchronized (this) {
            var begin = Math.max(now, ends.getOrDefault(flow, 0.0));
            ends.put(flow, begin + 1.0 / weight);
            waiting.add(new Waiting(begin, calls++, turn));
            called = call();
        }
        complete(called);
        return turn;
    }

    /** One that had its turn is through, or has given up. */
    public void passed() {
        List<Waiting> called;
        synchronized (this) {
            atTheThrottle--;
            called = call();
        }
        complete(called);
    }

    /** The call of one that had its turn has ended, or was not made. */
    public void done() {
        List<Waiting> called;
        synchronized (this) {
            inFlight--;
            called = call();
        }
        complete(called);
    }

    private List<Waiting> call() {
        var called = new ArrayList<Waiting>();
        while (atTheThrottle < AT_THE_THROTTLE && inFlight < mostInFlight && !waiting.isEmpty()) {
            var next = waiting.poll();
            now = next.begin();
            atTheThrottle++;
            inFlight++;
            called.add(next);
        }
        return called;
    }

    /** Without the lock: what goes on from here may ask for its next turn. */
    private static void complete(List<Waiting> called) {
        called.forEach(one -> one.turn().complete(null));
    }
}
