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
 * How many events one thread turns from the bytes of their request into the bytes of a call with 50 rows: reading, checking,
 * mapping and writing, without HTTP and without a store.
 *
 * @param eventsPerSecond median of the runs
 * @param traits properties of the event beside its context
 */
record MappingRun(Endpoint type, int traits, Median eventsPerSecond) {
    private static final int TRAITS = 12;
    private static final int ROWS = 50;
    private static final Path MAPPINGS = Path.of("bench/routes/mapping");

    static MappingRun of(Endpoint type, Plan plan) throws UnreadableBody {
        var work = new Work(type);
        work.run(plan.warmUp());
        var runs = new ArrayList<Double>();
        for (var run = 0; run < plan.runs(); run++) {
            runs.add(work.run(plan.run()));
        }
        return new MappingRun(type, TRAITS, Median.of(runs.stream().mapToDouble(Double::doubleValue)));
    }

    private static final class Work {
        private final Endpoint type;
        private final byte[] event;
        private final Action action = upsertRows();
        private final Mappings mappings = new Mappings(MAPPINGS, List.of(action));
        /** What is written counts, so that nothing of it can be left out as unused. */
        private long bytes;

        private Work(Endpoint type) {
            this.type = type;
            this.event = json(type).getBytes(UTF_8);
        }

        /** @return events per second */
        private double run(Duration atLeast) throws UnreadableBody {
            var start = System.nanoTime();
            var calls = 0L;
            while (System.nanoTime() - start < atLeast.toNanos()) {
                call();
                calls++;
            }
            return calls * ROWS / ((System.nanoTime() - start) / 1e9);
        }

        private void call() throws UnreadableBody {
            var rows = new ArrayList<Mapped.Wanted>(ROWS);
            for (var i = 0; i < ROWS; i++) {
                rows.add(mapped());
            }
            var request = action.request(
                    rows.get(0).target(),
                    rows.stream().<Row>map(Mapped.Wanted::row).toList());
            bytes += request.body().toString().getBytes(UTF_8).length;
        }

        private Mapped.Wanted mapped() throws UnreadableBody {
            var read = Events.read(Envelope.open(type, event), type, "bench", Instant.now());
            var flow = mappings.flow(type.word());
            return (Mapped.Wanted) flow.map(read.accepted().get(0)).get(0);
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
}
