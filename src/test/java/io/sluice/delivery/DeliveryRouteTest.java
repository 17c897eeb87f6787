package io.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Variable;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes that every batch takes, with a door that opens or breaks. */
class DeliveryRouteTest {
    private static final String DOOR = """
            - route:
                errorHandler: { noErrorHandler: {} }
                from:
                  uri: direct:a-door
                  steps: [ { bean: { ref: door, method: call } } ]
            """;

    private final ExecutorService calls = Executors.newCachedThreadPool();
    private final CamelContext camel = new DefaultCamelContext();
    private final FakeDestination destination = new FakeDestination(50, true);
    private final Deliveries deliveries = new Deliveries(destination, new Target("main", "dataExtension", "orders"));
    private final Door door = new Door();
    private final Log log = new Log();

    /** Where the lane's consumer would be. */
    static final class StubInbox extends DirectComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
                throws Exception {
            parameters.clear();
            return super.createEndpoint(uri, remaining, parameters);
        }
    }

    public final class Door {
        private boolean broken;

        public Batch call(Batch batch) {
            if (broken) {
                batch.next();
                throw new IllegalStateException("a bug");
            }
            destination.call(batch);
            return batch;
        }
    }

    public static final class Log {
        private record Ended(Conversation conversation, List<?> handed, Exception cause) {}

        private final BlockingQueue<Ended> ended = new ArrayBlockingQueue<>(10);

        public void settle(Conversation conversation, @Variable("deliveries") List<?> handed) {
            ended.add(new Ended(conversation, handed, null));
        }

        public void abandon(
                @Variable("deliveries") List<?> handed,
                @Variable("conversation") Conversation conversation,
                @ExchangeException Exception cause) {
            ended.add(new Ended(conversation, handed, cause));
        }
    }

    @BeforeEach
    void start() throws Exception {
        camel.addComponent("inbox", new StubInbox());
        camel.getRegistry().bind("collect", new GroupedBodyAggregationStrategy());
        camel.getRegistry().bind("calls", calls);
        camel.getRegistry().bind("batches", new Batches(List.of(destination), Clock.systemUTC()));
        camel.getRegistry().bind("deliveryLog", log);
        camel.getRegistry().bind("door", door);
        var loader = PluginHelper.getRoutesLoader(camel);
        for (var file : List.of("failures", "delivery")) {
            loader.loadRoutes(ResourceHelper.resolveResource(camel, "file:routes/" + file + ".camel.yaml"));
        }
        loader.loadRoutes(ResourceHelper.fromString("door.yaml", DOOR));
        TemplatedRouteBuilder.builder(camel, "batched")
                .parameter("lane", "a-lane")
                .parameter("door", "a-door")
                .add();
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        calls.shutdown();
    }

    @Test
    void what_is_handed_out_together_goes_through_the_door_as_a_batch_until_it_has_no_next_call() throws Exception {
        hand(deliveries.next("a", "x", "1"), deliveries.next("b", "x", "bad"));
        var ended = ended();
        assertThat(ended.cause()).isNull();
        assertThat(ended.handed()).hasSize(2);
        assertThat(((Batch) ended.conversation()).settled()).hasSize(2);
        assertThat(destination.rows).containsExactly(entry("a", Map.of("x", "1")));
    }

    @Test
    void after_a_fault_of_ours_the_log_gets_the_batch_too_so_that_nobody_waits_for_it() throws Exception {
        door.broken = true;
        hand(deliveries.next("a", "x", "1"));
        var ended = ended();
        assertThat(ended.cause()).isInstanceOf(IllegalStateException.class);
        assertThat(ended.handed()).hasSize(1);
        assertThat(ended.conversation()).isInstanceOf(Batch.class);
    }

    private Log.Ended ended() throws InterruptedException {
        return log.ended.poll(10, TimeUnit.SECONDS);
    }

    private void hand(Delivery... handed) {
        var producer = camel.createProducerTemplate();
        for (var i = 0; i < handed.length; i++) {
            var delivery = handed[i];
            var last = i == handed.length - 1;
            producer.send("inbox:a-lane", exchange -> {
                exchange.getIn().setBody(delivery);
                exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, handed.length);
                exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, last);
            });
        }
    }
}
