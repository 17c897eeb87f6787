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
    private final SlidingSecond crmCalls = new SlidingSecond();
    private int crmOpen;
    private int mostCrmOpen;
    private long number;

    /** @param size how many requests are kept */
    public RequestLog(int size) {
        this.size = size;
    }

    /**
     * Numbers and times a request that is arriving.
     *
     * @param toCrm whether it is for Salesforce CRM, whose requests are counted apart
     */
    public synchronized Arrival arrive(Call call, String route, boolean toCrm, boolean token) {
        var arrival =
                new Arrival(++number, micros(), call.method(), call.path(), call.rawQuery(), route, toCrm && !token);
        call.numbered(arrival.number());
        arrivals.add(arrival);
        if (arrivals.size() > size) {
            arrivals.remove();
        }
        if (toCrm) {
            arriveAtCrm(arrival);
            return arrival;
        }
        callsAndTokens.add(arrival.micros());
        if (!token) {
            calls.add(arrival.micros());
        }
        return arrival;
    }

    private void arriveAtCrm(Arrival arrival) {
        if (arrival.crmCall()) {
            crmCalls.add(arrival.micros());
            mostCrmOpen = Math.max(mostCrmOpen, ++crmOpen);
        }
    }

    /** Notes how it was answered. */
    synchronized void answered(Arrival arrival, int status, int rows) {
        arrival.answered(status, rows, micros());
        if (arrival.crmCall()) {
            crmOpen--;
        }
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

    /** The most requests to Salesforce CRM in any sliding second, logins not counted. */
    public synchronized int worstCrmSecond() {
        return crmCalls.worst();
    }

    /** The most requests to Salesforce CRM that were served at the same time. */
    public synchronized int mostCrmOpen() {
        return mostCrmOpen;
    }

    /** Forgets the requests; the numbers count on. */
    public synchronized void clear() {
        arrivals.clear();
        calls.clear();
        callsAndTokens.clear();
        crmCalls.clear();
        mostCrmOpen = crmOpen;
    }
}
