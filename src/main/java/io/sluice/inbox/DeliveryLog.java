package io.sluice.inbox;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.delivery.Batch;
import io.sluice.delivery.Delivery;
import io.sluice.delivery.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.jboss.logging.Logger;

/** Writes down what became of batches: one line in the log, one transaction in the store. */
@ApplicationScoped
@Named("deliveryLog")
@RegisterForReflection
public class DeliveryLog {
    private static final Logger LOG = Logger.getLogger("io.sluice.delivery");

    private final Lanes lanes;
    private final ExecutorService calls;

    DeliveryLog(Lanes lanes, @Named("calls") ExecutorService calls) {
        this.lanes = lanes;
        this.calls = calls;
    }

    /**
     * Just before a call that must not be repeated, its rows are committed as sending; not while the batch still waits for its
     * turn, or a crash would leave as unknown what has never been sent. The route goes on with one of the threads for calls:
     * those that bring the store's answers must not wait for a pace.
     */
    public CompletionStage<Batch> sending(@Body Batch batch, @Variable("deliveries") List<Delivery> deliveries) {
        if (!batch.isUnderWay() || deliveries.stream().allMatch(Delivery::repeatable)) {
            return CompletableFuture.completedFuture(batch);
        }
        return lane(deliveries).sending(deliveries).thenApplyAsync(done -> batch, calls);
    }

    public CompletionStage<Void> settle(@Body Batch batch, @Variable("deliveries") List<Delivery> deliveries) {
        var first = deliveries.stream().mapToLong(Delivery::seq).min().orElse(0);
        var last = deliveries.stream().mapToLong(Delivery::seq).max().orElse(0);
        var call = new CallRow(
                deliveries.get(0).lane(),
                batch.target().toString(),
                first,
                last,
                batch.rows(),
                batch.calls(),
                batch.status(),
                batch.startedAt().toEpochMilli(),
                batch.took().toMillis());
        log(batch, deliveries.size(), call);
        return lane(deliveries)
                .settle(batch.settled(), batch.failure(), call)
                .exceptionally(lost -> readAgain(call, lost));
    }

    /** A fault of ours on the way: nothing is lost, the deliveries are tried again later. */
    public CompletionStage<Void> abandon(
            @Variable("deliveries") List<Delivery> deliveries, @ExchangeException Exception cause) {
        LOG.errorf(
                cause, "delivery.abandoned lane=%s events=%d", deliveries.get(0).lane(), deliveries.size());
        return lane(deliveries).abandon(deliveries, cause);
    }

    private static Void readAgain(CallRow call, Throwable lost) {
        LOG.warnf("delivery.not_settled lane=%s why=%s: it is sent again", call.lane(), lost.getMessage());
        return null;
    }

    private Lane lane(List<Delivery> deliveries) {
        return lanes.lane(deliveries.get(0).lane());
    }

    private void log(Batch batch, int events, CallRow call) {
        var outcomes = batch.settled().stream()
                .collect(Collectors.groupingBy(one -> one.outcome().word(), TreeMap::new, Collectors.counting()));
        LOG.infof(
                "delivery.attempted lane=%s target=%s events=%d rows=%d outcomes=%s calls=%d status=%d took=%dms%s",
                call.lane(),
                call.target(),
                events,
                call.rows(),
                outcomes,
                call.calls(),
                call.status(),
                call.tookMillis(),
                batch.failure().map(DeliveryLog::describe).orElse(""));
    }

    private static String describe(Failure failure) {
        return " paused=" + failure.owner() + " reason=" + failure.reason().code() + " why=" + failure.detail();
    }
}
