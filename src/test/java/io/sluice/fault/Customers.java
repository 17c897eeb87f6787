package io.sluice.fault;

import io.sluice.fault.Sent.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * Some users and the one thread that sends for them, request after request, each repeated with the same messageIds until it
 * is answered with 2xx: so the order in which their events are accepted is known.
 */
final class Customers implements Runnable {
    private static final int USERS = 7;
    private static final int FLOOD = 100;
    private static final long BETWEEN_TRICKLES_MILLIS = 5;
    private static final long BEFORE_REPEATING_MILLIS = 20;

    private final String prefix;
    private final Sender sender;
    private final Traffic traffic;
    private final CountDownLatch stopped;
    private final AtomicBoolean cart = new AtomicBoolean();
    private long number;

    Customers(String prefix, Sender sender, Traffic traffic, CountDownLatch stopped) {
        this.prefix = prefix;
        this.sender = sender;
        this.traffic = traffic;
        this.stopped = stopped;
    }

    /** One of the next events starts a journey. */
    void abandonCart() {
        cart.set(true);
    }

    @Override
    public void run() {
        try {
            while (stopped.getCount() > 0) {
                sendUntilAccepted(next());
                if (traffic.behind()) {
                    stopped.await(BETWEEN_TRICKLES_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Sent> next() {
        var events = new ArrayList<>(traffic.behind() ? trickle() : flood());
        if (cart.getAndSet(false)) {
            events.add(event(Kind.CART));
        }
        return events;
    }

    private List<Sent> flood() {
        return IntStream.range(0, FLOOD)
                .mapToObj(i -> event(i % 5 == 0 ? Kind.IDENTIFY : Kind.ORDER))
                .toList();
    }

    private List<Sent> trickle() {
        return List.of(event(Kind.IDENTIFY), event(Kind.PAGE));
    }

    private Sent event(Kind kind) {
        number++;
        return new Sent(kind, prefix + number % USERS, number);
    }

    private void sendUntilAccepted(List<Sent> events) throws InterruptedException {
        while (!accepted(events)) {
            stopped.await(BEFORE_REPEATING_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private boolean accepted(List<Sent> events) throws InterruptedException {
        var opened = traffic.opened();
        try {
            var answer = sender.send(events);
            traffic.answered(answer, events);
            return answer.statusCode() / 100 == 2;
        } catch (ConnectException notThere) {
            return false;
        } catch (IOException broken) {
            traffic.brokeOff(opened);
            return false;
        } finally {
            traffic.closed();
        }
    }
}
