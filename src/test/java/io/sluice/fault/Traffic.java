package io.sluice.fault;

import io.sluice.fault.Sent.Kind;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Customers who send without a pause, and what came of their requests. */
final class Traffic {
    private final Ledger ledger;
    private final List<Customers> customers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicInteger open = new AtomicInteger();
    private final Queue<Long> brokenOff = new ConcurrentLinkedQueue<>();
    private final AtomicLong orders = new AtomicLong();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private volatile boolean behind;

    Traffic(URI gateway, Ledger ledger, int senders) {
        this(List.of(gateway), ledger, senders);
    }

    /** @param gateways each customer sends to all of them in turn, so that the events of a user are spread over them */
    Traffic(List<URI> gateways, Ledger ledger, int senders) {
        this.ledger = ledger;
        for (var i = 0; i < senders; i++) {
            var some = new Customers("c" + i + "x", new Sender(gateways), this, stopped);
            customers.add(some);
            threads.add(new Thread(some, "customers-" + i));
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** Returns when every request has been answered with 2xx. */
    void stop() throws InterruptedException {
        stopped.countDown();
        for (var thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        }
        if (threads.stream().anyMatch(Thread::isAlive)) {
            throw new AssertionError("A request was not answered with 2xx, however often it was sent: " + answers);
        }
    }

    /** Sends what costs few calls from now on, or as much as the gateway takes. */
    void behind(boolean enough) {
        behind = enough;
    }

    boolean behind() {
        return behind;
    }

    void abandonCart() {
        customers.get(0).abandonCart();
    }

    /** @return when, by {@link System#nanoTime()} */
    long opened() {
        open.incrementAndGet();
        return System.nanoTime();
    }

    void closed() {
        open.decrementAndGet();
    }

    void brokeOff(long opened) {
        brokenOff.add(opened);
    }

    void answered(HttpResponse<String> answer, List<Sent> events) {
        if (answer.statusCode() / 100 == 2) {
            acknowledged(events);
        }
        var retryAfter = answer.headers().firstValue("Retry-After").isPresent() ? " with Retry-After" : "";
        answers.computeIfAbsent(answer.statusCode() + retryAfter, first -> new AtomicInteger())
                .incrementAndGet();
    }

    void acknowledged(List<Sent> events) {
        ledger.add(events.stream().map(Sent::messageId).toList());
        orders.addAndGet(
                events.stream().filter(event -> event.kind() == Kind.ORDER).count());
    }

    /** Requests that are under way. */
    int open() {
        return open.get();
    }

    /** When the requests were opened that found a connection, and got no answer. */
    Collection<Long> brokenOff() {
        return brokenOff;
    }

    /** Acknowledged orders: each becomes a row of its own. */
    long orders() {
        return orders.get();
    }

    /** How many requests got which answer: its status, and whether it said when to come again. */
    Map<String, AtomicInteger> answers() {
        return answers;
    }
}
