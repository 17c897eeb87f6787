package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Handout;
import io.sluice.delivery.Job;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jboss.logging.Logger;

/**
 * One thread that hands what the lane has to the route: each delivery, or job, as the body of an exchange, together as one batch, so
 * that an aggregator with {@code completionFromBatchConsumer} completes its groups with the last.
 */
final class InboxConsumer extends DefaultConsumer {
    private static final Logger LOG = Logger.getLogger(InboxConsumer.class);

    /** Other processes append as well, and turns come, without telling this one. */
    private static final long POLL_MILLIS = 250;

    private final Lane lane;
    private final int weight;
    private volatile boolean running;
    private Thread thread;

    InboxConsumer(Endpoint endpoint, Processor processor, Lane lane, int weight) {
        super(endpoint, processor);
        this.lane = lane;
        this.weight = weight;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        running = true;
        thread = new Thread(this::run, "lane-" + lane.name());
        thread.start();
        lane.readBy(Optional.of(thread));
    }

    @Override
    protected void doStop() throws Exception {
        running = false;
        lane.readBy(Optional.empty());
        lane.bell().ring();
        if (thread != null) {
            thread.join();
        }
        super.doStop();
    }

    private void run() {
        while (running) {
            try {
                var handed = next();
                if (handed.isEmpty()) {
                    lane.bell().await(POLL_MILLIS);
                } else {
                    hand(handed);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (StoreUnavailable e) {
                LOG.warnf("lane.waits lane=%s why=%s", lane.name(), e.getMessage());
                pause();
            } catch (RuntimeException e) {
                LOG.errorf(e, "lane.failed lane=%s", lane.name());
                pause();
            }
        }
    }

    /** A job whose time has come, alone; otherwise deliveries. */
    private List<? extends Handout> next() throws InterruptedException {
        var job = lane.nextPoll();
        return job.isPresent() ? List.of(job.get()) : lane.next();
    }

    private void pause() {
        try {
            lane.bell().await(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hand(List<? extends Handout> handed) {
        for (var i = 0; i < handed.size(); i++) {
            var exchange = createExchange(true);
            exchange.getIn().setBody(handed.get(i));
            exchange.setVariable("flow", lane.name());
            exchange.setVariable("weight", weight);
            exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, handed.size());
            exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, i);
            exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, i == handed.size() - 1);
            try {
                getProcessor().process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            }
            if (exchange.getException() != null) {
                abandon(handed.get(i), exchange.getException());
            }
        }
    }

    private void abandon(Handout handed, Exception cause) {
        if (handed instanceof Job job) {
            lane.abandon(job);
        } else {
            lane.abandon(List.of((Delivery) handed), cause);
        }
    }
}
