package io.sluice.sfmc;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.delivery.Batch;
import io.sluice.delivery.Conversation;
import io.sluice.delivery.DoorTurns;
import io.sluice.delivery.Holder;
import io.sluice.delivery.Reason;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The shipped route in a plain Camel, with a caller that sends a batch round as the flows do. */
final class Door implements AutoCloseable {
    private final CamelContext camel = new DefaultCamelContext();
    private final ExecutorService calls = Executors.newCachedThreadPool();
    private final ProducerTemplate producer;
    final MeterRegistry meters = new SimpleMeterRegistry();
    private final SfmcAccounts accounts;
    private final Clock clock;
    private final Sfmc sfmc;
    private final OneHolder holder = new OneHolder();

    Door(SfmcAccounts accounts) {
        this(accounts, Clock.systemUTC());
    }

    Door(SfmcAccounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
        this.sfmc = new Sfmc(accounts, holder, new SfmcMetrics(meters), clock);
        camel.getRegistry().bind("deliveryLog", new NoDeliveryLog());
        camel.getRegistry().bind("sfmcTurns", new DoorTurns(calls, account -> Integer.MAX_VALUE));
        camel.getRegistry().bind("sfmcPace", new SfmcPace(accounts));
        camel.getRegistry().bind("sfmc", sfmc);
        try {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveResource(camel, "file:routes/sfmc.camel.yaml"));
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("caller.yaml", CALLER));
            new SfmcDoors(accounts, holder).open(camel);
            camel.start();
            producer = camel.createProducerTemplate();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of one account. */
    private static final class OneHolder implements Holder {
        private final AtomicInteger asks = new AtomicInteger(Integer.MAX_VALUE);
        private volatile Optional<Reason> pause = Optional.empty();

        @Override
        public boolean holds(String door) {
            return asks.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        }

        @Override
        public Optional<Reason> pausedFor(String door) {
            return pause;
        }
    }

    /** Nothing here survives a crash. */
    public static final class NoDeliveryLog {
        public Conversation sending(Conversation conversation) {
            return conversation;
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
                          - toD: "direct:sfmc-${body.target.account}"
            """;

    /** Of a flow of its own. */
    Batch send(Batch batch) {
        return send(batch, "flow", 1);
    }

    Batch send(Batch batch, String flow, int weight) {
        var back = producer.request("direct:caller", exchange -> {
            exchange.getMessage().setBody(batch);
            exchange.setVariable("flow", flow);
            exchange.setVariable("weight", weight);
        });
        if (back.getException() != null) {
            throw new IllegalStateException(back.getException());
        }
        return back.getMessage().getBody(Batch.class);
    }

    /** @param times that it is still said to be held: before each call twice, once when it is prepared and once when it leaves */
    void loseTheAccountAfter(int times) {
        holder.asks.set(times);
    }

    /** @param reason empty: it goes on */
    void pause(Optional<Reason> reason) {
        holder.pause = reason;
    }

    SfmcSources sources(Sleep sleep) {
        return new SfmcSources(accounts, new DirectAccounts(accounts), sfmc, holder, camel, clock, sleep);
    }

    @Override
    public void close() {
        camel.stop();
        calls.shutdownNow();
    }
}
