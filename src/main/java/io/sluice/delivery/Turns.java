package io.sluice.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Whose call goes next through one account's door: start-time fair queueing. A call begins, in virtual time, when its
 * flow's one before ended, or now if that is past, and lasts the longer the less its flow weighs; the earliest beginning is
 * next. So flows with a backlog share the calls by weight, and one that was idle has not saved up any: its first call goes
 * before what the others have waiting. The parts of a flow take its turns one by one, so that one with many calls waiting does
 * not hold back one whose next call only follows its last. Where calls in flight are limited, a turn waits for that as well.
 */
public final class Turns {
    /** Two at a time may go for the throttle, so that one is always there when it opens. */
    private static final int AT_THE_THROTTLE = 2;

    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingDouble(Waiting::begin).thenComparingLong(Waiting::number));

    /** Of each flow that has some, its calls that wait. */
    private final Map<String, Parts> parts = new HashMap<>();

    /** Of each flow, when its last call ends. */
    private final Map<String, Double> ends = new HashMap<>();

    private final int mostInFlight;
    private double now;
    private long calls;
    private int atTheThrottle;
    private int inFlight;

    /** A turn of a flow: which of its calls has it shows when it comes. */
    private record Waiting(double begin, long number, String flow) {}

    /** Where calls in flight are not limited, and {@link #done} is not called. */
    public Turns() {
        this(Integer.MAX_VALUE);
    }

    /** @param mostInFlight of those that had their turn, how many may not be {@link #done} */
    public Turns(int mostInFlight) {
        this.mostInFlight = mostInFlight;
    }

    /** For a flow that is all one part. */
    public CompletionStage<Void> next(String flow, int weight) {
        return next(flow, "", weight);
    }

    /**
     * @param part of the flow, for which it has no more turns than for none
     * @param weight at least 1
     * @return completes when the call may go for the throttle; whoever had its turn calls {@link #passed}, whatever happens
     */
    public CompletionStage<Void> next(String flow, String part, int weight) {
        var turn = new CompletableFuture<Void>();
        List<CompletableFuture<Void>> called;
        synchronized (this) {
            var begin = Math.max(now, ends.getOrDefault(flow, 0.0));
            ends.put(flow, begin + 1.0 / weight);
            waiting.add(new Waiting(begin, calls++, flow));
            parts.computeIfAbsent(flow, any -> new Parts()).add(part, turn);
            called = call();
        }
        complete(called);
        return turn;
    }

    /** One that had its turn is through, or has given up. */
    public void passed() {
        List<CompletableFuture<Void>> called;
        synchronized (this) {
            atTheThrottle--;
            called = call();
        }
        complete(called);
    }

    /** The call of one that had its turn has ended, or was not made. */
    public void done() {
        List<CompletableFuture<Void>> called;
        synchronized (this) {
            inFlight--;
            called = call();
        }
        complete(called);
    }

    private List<CompletableFuture<Void>> call() {
        var called = new ArrayList<CompletableFuture<Void>>();
        while (atTheThrottle < AT_THE_THROTTLE && inFlight < mostInFlight && !waiting.isEmpty()) {
            var next = waiting.poll();
            now = next.begin();
            atTheThrottle++;
            inFlight++;
            called.add(takeFrom(next.flow()));
        }
        return called;
    }

    private CompletableFuture<Void> takeFrom(String flow) {
        var left = parts.get(flow);
        var turn = left.take();
        if (left.isEmpty()) {
            parts.remove(flow);
        }
        return turn;
    }

    /** Without the lock: what goes on from here may ask for its next turn. */
    private static void complete(List<CompletableFuture<Void>> called) {
        called.forEach(turn -> turn.complete(null));
    }

    /** The calls of one flow that wait, by part: the part that has waited longest since its last turn is next. */
    private static final class Parts {
        private final LinkedHashMap<String, Deque<CompletableFuture<Void>>> calls = new LinkedHashMap<>();

        void add(String part, CompletableFuture<Void> turn) {
            calls.computeIfAbsent(part, any -> new ArrayDeque<>()).add(turn);
        }

        CompletableFuture<Void> take() {
            var part = calls.keySet().iterator().next();
            var waiting = calls.remove(part);
            var turn = waiting.remove();
            if (!waiting.isEmpty()) {
                calls.put(part, waiting);
            }
            return turn;
        }

        boolean isEmpty() {
            return calls.isEmpty();
        }
    }
}
