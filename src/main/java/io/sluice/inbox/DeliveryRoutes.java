package io.sluice.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;

/** What {@code routes/delivery.camel.yaml} names beside its beans. */
@ApplicationScoped
class DeliveryRoutes {
    /** Collects the deliveries of a batch into a list. */
    @Produces
    @Named("collect")
    AggregationStrategy collect() {
        return new GroupedBodyAggregationStrategy();
    }

    /**
     * The calls in flight. Grows as needed: how many there can be is bounded by what each lane may have under way, and how
     * fast they start by the door.
     */
    @Produces
    @Named("calls")
    ExecutorService calls() {
        return Executors.newCachedThreadPool(work -> new Thread(work, "call"));
    }

    void close(@Disposes @Named("calls") ExecutorService calls) {
        calls.shutdown();
    }
}
