package io.sluice.sfmc;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Keeps the pace where the bytes leave. The throttle of the door spaces the calls; but a call that is then held up, by a
 * handshake, a cold client or a busy processor, closes up to the next one. Here its connection is open already, and it
 * waits until the N-th call before it is long enough ago. Of an undisturbed sequence this delays nothing.
 */
final class WirePace extends HttpRequestExecutor {
    private final long[] sentAt;
    private final long windowNanos;
    private int oldest;
    private int sent;
    private final BooleanSupplier held;

    /** @param held whether the account may still be called from here, which may have changed while a call waited */
    WirePace(int calls, long windowMillis, BooleanSupplier held) {
        this.sentAt = new long[calls];
        this.windowNanos = TimeUnit.MILLISECONDS.toNanos(windowMillis);
        this.held = held;
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback callback,
            HttpContext context)
            throws IOException, HttpException {
        int place;
        try {
            place = await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSent("interrupted before the call was sent");
        }
        // Otherwise nobody could tell a pooled connection that had been closed from a call that got lost.
        if (connection.isStale()) {
            throw new NotSent("the other side had closed the connection");
        }
        // Last of all: a process that was stopped before this, for longer than its lease, does not send it when it goes
        // on.
        if (!held.getAsBoolean()) {
            throw new NotHeld();
        }
        // A busy processor may hold a call up between its leave and its last byte: what counts is when that has left.
        return super.execute(request, new DepartingConnection(connection, () -> left(place)), callback, context);
    }

    private synchronized void left(int place) {
        sentAt[place] = System.nanoTime();
    }

    /** The call certainly did not arrive. */
    static class NotSent extends InterruptedIOException {
        private static final long serialVersionUID = 1L;

        NotSent(String message) {
            super(message);
        }
    }

    /** Nor may it be sent any more. */
    static final class NotHeld extends NotSent {
        private static final long serialVersionUID = 1L;

        private NotHeld() {
            super("the account is not held any more");
        }
    }

    /** @return the call's place among the last N */
    synchronized int await() throws InterruptedException {
        if (sent == sentAt.length) {
            TimeUnit.NANOSECONDS.sleep(sentAt[oldest] + windowNanos - System.nanoTime());
        } else {
            sent++;
        }
        var place = oldest;
        sentAt[place] = System.nanoTime();
        oldest = (oldest + 1) % sentAt.length;
        return place;
    }
}
