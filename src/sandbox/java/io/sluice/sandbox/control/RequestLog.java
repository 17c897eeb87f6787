package io.sluice.sandbox.control;

import io.sluice.sandbox.http.Call;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;

/** The last requests, numbered and timed as they arrive, and the most that came in any one second. */
public final class RequestLog {
    private final long startMicros = System.currentTimeMillis() * 1000;
    private final long startNanos = System.nanoTime();
    private final int size;
    private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
    private final SlidingSecond calls = new SlidingSecond();
    private final SlidingSecond callsAndTokens = new SlidingSecond();
    private long number;

    /** @param size how many requests are kept */
    public RequestLog(int size) {
        this.size = size;
    }

    /** Numbers and times a request that is arriving. */
    public synchronized Arrival arrive(Call call, String route, boolean token) {
        var arrival = new Arrival(++number, micros(), call.method(), call.path(), call.rawQuery(), route);
        call.numbered(arrival.number());
        arrivals.add(arrival);
        if (arrivals.size() > size) {
            arrivals.remove();
        }
        callsAndTokens.add(arrival.micros());
        if (!token) {
            calls.add(arrival.micros());
        }
        return arrival;
    }

    long micros() {
        return startMicros + (System.nanoTime() - startNanos) / 1000;
    }

    /** Oldest first. */
    public synchronized List<Arrival> matching(Predicate<Arrival> wanted) {
        return arrivals.stream().filter(wanted).toList();
    }

    /** The most requests in any sliding second, requests for tokens not counted: those go to another host. */
    public synchronized int worstSecond() {
        return calls.worst();
    }

    public synchronized int worstSecondWithTokens() {
        return callsAndTokens.worst();
    }

    /** Forgets the requests; the numbers count on. */
    public synchronized void clear() {
        arrivals.clear();
        calls.clear();
        callsAndTokens.clear();
    }
}
