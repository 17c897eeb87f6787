package io.sluice.fault;

import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.TrackMessage;
import io.sluice.fault.Sent.Kind;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends orders with Segment's own client, unmodified: it collects batches, repeats them after some 15 s, and says of each event
 * whether it was answered with 2xx. Its batches may overtake each other, so nothing is said about their order.
 */
final class SegmentShop implements AutoCloseable {
    private static final int ORDERS_A_SECOND = 20;

    private final Traffic traffic;
    private final Analytics analytics;
    private final ExecutorService network = Executors.newCachedThreadPool();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong number = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();

    SegmentShop(URI gateway, Traffic traffic) {
        this.traffic = traffic;
        this.analytics = Analytics.builder(GatewayProcess.WRITE_KEY)
                .endpoint(gateway.toString())
                .networkExecutor(network)
                .flushQueueSize(ORDERS_A_SECOND / 2)
                .callback(new Acknowledged())
                .build();
    }

    void start() {
        clock.scheduleAtFixedRate(this::order, 0, 1000 / ORDERS_A_SECOND, TimeUnit.MILLISECONDS);
    }

    private void order() {
        var order = new Sent(Kind.ORDER, "segment", number.incrementAndGet());
        analytics.enqueue(TrackMessage.builder("Order Completed")
                .messageId(order.messageId())
                .userId(order.user())
                .properties(Map.of("orderId", order.messageId(), "total", order.number())));
    }

    /** How many of its events were answered with 2xx. */
    long acknowledged() {
        return acknowledged.get();
    }

    private final class Acknowledged implements Callback {
        @Override
        public void success(Message message) {
            acknowledged.incrementAndGet();
            traffic.acknowledged(List.of(Sent.of(message.messageId())));
        }

        @Override
        public void failure(Message message, Throwable throwable) {
            // Not acknowledged, so nothing was promised.
        }
    }

    /** What it still holds back for its next attempt is dropped. */
    @Override
    public void close() throws InterruptedException {
        clock.shutdownNow();
        clock.awaitTermination(5, TimeUnit.SECONDS);
        network.shutdownNow();
        network.awaitTermination(5, TimeUnit.SECONDS);
        analytics.shutdown();
    }
}
