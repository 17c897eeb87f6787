package io.sluice.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.configuration.DurationConverter;
import io.sluice.delivery.Action;
import io.sluice.delivery.Inquiry;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Row;
import io.sluice.delivery.SluiceConfig;
import io.sluice.event.Endpoint;
import io.sluice.event.Envelope;
import io.sluice.event.Events;
import io.sluice.event.UnreadableBody;
import io.sluice.mapping.Mappings;
import io.sluice.salesforce.SalesforceUpsertRecords;
import io.sluice.sfmc.SfmcAccounts;
import io.sluice.sfmc.SfmcConfig;
import io.sluice.sfmc.SfmcUpsertRows;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many events one thread turns from the bytes of their request into the bytes of a call with 50 rows, or 200 records:
 * reading, checking, mapping and writing, without HTTP and without a store.
 *
 * @param what becomes of the events
 * @param traits properties of the event beside its context
 * @param eventsPerSecond median of the runs
 */
record MappingRun(String what, int traits, Median eventsPerSecond) {
    private static final int TRAITS = 12;
    private static final Path MAPPINGS = Path.of("bench/routes/mapping");
    private static final String LEAD = """
            {"messageId":"m-1","userId":"user-1","timestamp":"2026-11-22T20:15:30.123Z","traits":{"email":"ann@example.com",\
            "firstName":"Ann","lastName":"Ashe","company":{"name":"Kite","industry":"Boats"},"title":"Skipper",\
            "phone":"+353 1 555 0101","rating":"Warm","website":"https://kite.example","description":"a value",\
            "address":{"street":"4 Quay","city":"Galway","state":"CO","postalCode":"H91","country":"IE"},\
            "favBoat":"sloop","visits":7},"context":{"ip":"203.0.113.7","locale":"en-US"}}""";

    static List<MappingRun> all(Plan plan) throws UnreadableBody {
        var rows = upsertRows();
        return List.of(
                of("identify, a row", new Work(Endpoint.IDENTIFY, "identify", json(Endpoint.IDENTIFY), rows, 50), plan),
                of("track, a row", new Work(Endpoint.TRACK, "track", json(Endpoint.TRACK), rows, 50), plan),
                of(
                        "identify, a Lead",
                        new Work(Endpoint.IDENTIFY, "lead", LEAD, new SalesforceUpsertRecords(), 200),
                        plan));
    }

    private static MappingRun of(String what, Work work, Plan plan) throws UnreadableBody {
        work.run(plan.warmUp());
        var runs = new ArrayList<Double>();
        for (var run = 0; run < plan.runs(); run++) {
            runs.add(work.run(plan.run()));
        }
        return new MappingRun(what, TRAITS, Median.of(runs.stream().mapToDouble(Double::doubleValue)));
    }

    private static final class Work {
        private final Endpoint type;
        private final String lane;
        private final byte[] event;
        private final Action action;
        private final int rows;
        private final Mappings mappings = new Mappings(MAPPINGS, List.of(upsertRows(), new SalesforceUpsertRecords()));
        /** What is written counts, so that nothing of it can be left out as unused. */
        private long bytes;

        private Work(Endpoint type, String lane, String event, Action action, int rows) {
            this.type = type;
            this.lane = lane;
            this.event = event.getBytes(UTF_8);
            this.action = action;
            this.rows = rows;
        }

        /** @return events per second */
        private double run(Duration atLeast) throws UnreadableBody {
            var start = System.nanoTime();
            var calls = 0L;
            while (System.nanoTime() - start < atLeast.toNanos()) {
                call();
                calls++;
            }
            return calls * rows / ((System.nanoTime() - start) / 1e9);
        }

        private void call() throws UnreadableBody {
            var wanted = new ArrayList<Mapped.Wanted>(rows);
            for (var i = 0; i < rows; i++) {
                wanted.add(mapped());
            }
            var request = action.request(
                    wanted.get(0).target(),
                    wanted.get(0).writing(),
                    wanted.stream().<Row>map(Mapped.Wanted::row).toList());
            bytes += request.body().toString().getBytes(UTF_8).length;
        }

        private Mapped.Wanted mapped() throws UnreadableBody {
            var read = Events.read(Envelope.open(type, event), type, "bench", Instant.now());
            return (Mapped.Wanted)
                    mappings.flow(lane).map(read.accepted().get(0)).get(0);
        }
    }

    private static Action upsertRows() {
        var config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(SfmcConfig.class)
                .withMapping(SluiceConfig.class)
                .withMappingIgnore("sluice.**")
                .build();
        var accounts = new SfmcAccounts(
                config.getConfigMapping(SfmcConfig.class), config.getConfigMapping(SluiceConfig.class));
        return new SfmcUpsertRows(accounts, target -> Inquiry.NONE);
    }

    private static String json(Endpoint type) {
        var fields = new StringBuilder("\"orderId\":\"o-1\"");
        IntStream.range(1, TRAITS)
                .mapToObj(i -> ",\"someTrait%d\":%s".formatted(i, i % 3 == 0 ? "" + i : "\"value " + i + "\""))
                .forEach(fields::append);
        var head = type == Endpoint.TRACK ? "\"event\":\"Order Completed\",\"properties\"" : "\"traits\"";
        return """
                {"messageId":"m-1","userId":"user-1","timestamp":"2026-11-22T20:15:30.123Z",%s:{%s},\
                "context":{"app":{"name":"Shop","version":"5.4.1"},"campaign":{"name":"Autumn","source":"newsletter"},\
                "device":{"manufacturer":"Apple","model":"iPhone16,2","type":"ios"},"ip":"203.0.113.7","locale":"en-US"}}""".formatted(head, fields);
    }
}
