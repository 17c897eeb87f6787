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
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What one thread does to events between the bytes of their requests and the bytes of a call with 50 rows, or 200 records:
 * reading, checking, mapping and writing, without HTTP and without a store. An operation is an event.
 */
@State(Scope.Thread)
public class MappingBenchmark {
    /** Properties of an event beside its context. */
    static final int TRAITS = 12;

    private static final int ROWS = 50;
    private static final int RECORDS = 200;
    private static final Path MAPPINGS = Path.of("bench/routes/mapping");
    private static final String LEAD = """
            {"messageId":"m-1","userId":"user-1","timestamp":"2026-11-22T20:15:30.123Z","traits":{"email":"ann@example.com",\
            "firstName":"Ann","lastName":"Ashe","company":{"name":"Kite","industry":"Boats"},"title":"Skipper",\
            "phone":"+353 1 555 0101","rating":"Warm","website":"https://kite.example","description":"a value",\
            "address":{"street":"4 Quay","city":"Galway","state":"CO","postalCode":"H91","country":"IE"},\
            "favBoat":"sloop","visits":7},"context":{"ip":"203.0.113.7","locale":"en-US"}}""";

    private final Action rows = upsertRows();
    private final Action records = new SalesforceUpsertRecords();
    private final Mappings mappings = new Mappings(MAPPINGS, List.of(rows, records));
    private final byte[] identify = json(Endpoint.IDENTIFY);
    private final byte[] track = json(Endpoint.TRACK);
    private final byte[] lead = LEAD.getBytes(UTF_8);

    /** @return the body of a call */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public byte[] identifyAsRow() throws UnreadableBody {
        return call(Endpoint.IDENTIFY, "identify", identify, rows, ROWS);
    }

    /** @return the body of a call */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public byte[] trackAsRow() throws UnreadableBody {
        return call(Endpoint.TRACK, "track", track, rows, ROWS);
    }

    /** @return the body of a call */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public byte[] identifyAsLead() throws UnreadableBody {
        return call(Endpoint.IDENTIFY, "lead", lead, records, RECORDS);
    }

    private byte[] call(Endpoint type, String lane, byte[] event, Action action, int count) throws UnreadableBody {
        var wanted = new ArrayList<Mapped.Wanted>(count);
        for (var i = 0; i < count; i++) {
            var read = Events.read(Envelope.open(type, event), type, "bench", Instant.now());
            wanted.add((Mapped.Wanted)
                    mappings.flow(lane).map(read.accepted().get(0)).get(0));
        }
        var request = action.request(
                wanted.get(0).target(),
                wanted.get(0).writing(),
                wanted.stream().<Row>map(Mapped.Wanted::row).toList());
        return request.body().toString().getBytes(UTF_8);
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

    private static byte[] json(Endpoint type) {
        var fields = new StringBuilder("\"orderId\":\"o-1\"");
        IntStream.range(1, TRAITS)
                .mapToObj(i -> ",\"someTrait%d\":%s".formatted(i, i % 3 == 0 ? "" + i : "\"value " + i + "\""))
                .forEach(fields::append);
        var head = type == Endpoint.TRACK ? "\"event\":\"Order Completed\",\"properties\"" : "\"traits\"";
        return """
                {"messageId":"m-1","userId":"user-1","timestamp":"2026-11-22T20:15:30.123Z",%s:{%s},\
                "context":{"app":{"name":"Shop","version":"5.4.1"},"campaign":{"name":"Autumn","source":"newsletter"},\
                "device":{"manufacturer":"Apple","model":"iPhone16,2","type":"ios"},"ip":"203.0.113.7","locale":"en-US"}}""".formatted(head, fields).getBytes(UTF_8);
    }
}
