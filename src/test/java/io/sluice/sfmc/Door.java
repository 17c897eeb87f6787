package io.sluice.sfmc;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.delivery.Batch;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The shipped route in a plain Camel, with a caller that sends a batch round as the flows do. */
final class Door implements AutoCloseable {
    private final CamelContext camel = new DefaultCamelContext();
    final MeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicBoolean held = new AtomicBoolean(true);

    Door(SfmcAccounts accounts) {
        this(accounts, Clock.systemUTC());
    }

    Door(SfmcAccounts accounts, Clock clock) {
        camel.getRegistry().bind("deliveryLog", new NoDeliveryLog());
        camel.getRegistry().bind("sfmc", new Sfmc(accounts, account -> held.get(), new SfmcMetrics(meters), clock));
        try {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveResource(camel, "file:routes/sfmc.camel.yaml"));
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("caller.yaml", CALLER));
            new SfmcDoors(accounts).open(camel);
            camel.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing here survives a crash. */
    public static final class NoDeliveryLog {
        public Batch sending(Batch batch) {
            return batch;
        }
    }

    private static final String CALLER = """
            - route:
                errorHandler: { noErrorHandler: {} }
                from:
                  uri: direct:caller
                  steps:
                    - loop:
                        doWhile: true
                        simple: "${body.hasNext}"
                        steps:
                          - to: direct:sfmc-main
            """;

    Batch send(Batch batch) {
        return camel.createProducerTemplate().requestBody("direct:caller", batch, Batch.class);
    }

    void loseTheAccount() {
        held.set(false);
    }

    @Override
    public void close() {
        camel.stop();
    }
}
