package io.sluice.salesforce;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.delivery.Batch;
import io.sluice.delivery.DoorMetrics;
import io.sluice.delivery.Outcome;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The shipped route in a plain Camel, with a caller that sends a batch round as the flows do. */
final class Door implements AutoCloseable {
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
                          - toD: "direct:salesforce-${body.target.account}"
            """;

    private final CamelContext camel = new DefaultCamelContext();
    private final ExecutorService calls = Executors.newCachedThreadPool();
    private final ProducerTemplate producer;
    private final AtomicBoolean held = new AtomicBoolean(true);
    final MeterRegistry meters = new SimpleMeterRegistry();

    Door(SalesforceAccounts accounts) {
        this(accounts, Clock.systemUTC());
    }

    Door(SalesforceAccounts accounts, InstantSource clock) {
        var salesforce = new Salesforce(accounts, door -> held.get(), new DoorMetrics(meters), clock);
        camel.getRegistry().bind("deliveryLog", new NoDeliveryLog());
        camel.getRegistry().bind("salesforceTurns", SalesforceDoors.turns(calls, accounts));
        camel.getRegistry().bind("salesforce", salesforce);
        try {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveResource(camel, "file:routes/salesforce.camel.yaml"));
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("caller.yaml", CALLER));
            new SalesforceDoors(accounts, salesforce).open(camel);
            camel.start();
            producer = camel.createProducerTemplate();
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

    Batch send(Batch batch) {
        var back = producer.request("direct:caller", exchange -> {
            exchange.getMessage().setBody(batch);
            exchange.setVariable("flow", "flow");
            exchange.setVariable("weight", 1);
        });
        if (back.getException() != null) {
            throw new IllegalStateException(back.getException());
        }
        return back.getMessage().getBody(Batch.class);
    }

    /** Of a batch with one row. */
    Outcome outcome(Batch batch) {
        return send(batch).settled().get(0).outcome();
    }

    void loseTheAccount() {
        held.set(false);
    }

    @Override
    public void close() {
        camel.stop();
        calls.shutdownNow();
    }
}
