package io.sluice.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.management.OperatingSystemMXBean;
import io.sluice.delivery.Delivery;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Row;
import io.sluice.delivery.Settled;
import io.sluice.delivery.Target;
import io.sluice.event.Event;
import io.sluice.event.EventType;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How fast a lane reads events from the log, hands them out and settles them, when each call is answered at once: reading,
 * order memory and settling, without mapping and without HTTP.
 *
 * @param ordered whether it is remembered what was last written for each key
 * @param micros processor time for each row, all threads together
 */
public record SettleRun(boolean ordered, int rows, double rowsPerSecond, double micros) {
    private static final int COLUMNS = 12;
    private static final int ROWS = 50;
    private static final int APPENDED = 1_000;
    private static final LaneLimits LIMITS = new LaneLimits(ROWS, Duration.ZERO, 40 * ROWS, 10_000);

    /** @param rows of which a third is about keys that have been written before */
    public static SettleRun of(String url, Optional<String> user, Optional<String> password, int rows, boolean ordered)
            throws Exception {
        record Config(String url, Optional<String> username, Optional<String> password) implements StoreConfig {}
        var config = new Config(url, user, password);
        try (var store = SqlStore.open(Database.of(config, InstantSource.system()))) {
            var flow = new OneMapping(ordered ? "ordered" : "plain", ordered);
            var lane = lane(flow, store);
            append(store, flow, rows);
            var used = processorTime();
            var start = System.nanoTime();
            settle(lane, store, rows);
            var seconds = (System.nanoTime() - start) / 1e9;
            return new SettleRun(ordered, rows, rows / seconds, (processorTime() - used) / 1e3 / rows);
        }
    }

    private static Lane lane(Flow flow, SqlStore store) throws Exception {
        var account = new AccountState(flow.door(), System::nanoTime);
        var fence = store.write(Store.Urgency.SETTLE, tx -> {
                    tx.register(flow.lane(), flow.door());
                    return tx.lease(flow.door(), "bench", Duration.ofDays(1).toMillis());
                })
                .toCompletableFuture()
                .get();
        account.held(fence.orElseThrow(), System.nanoTime(), Duration.ofDays(1), Optional.empty());
        var contacts = new ContactMemory(flow.account(), List.of());
        var screen = new Screen(store, contacts);
        var jobs = new JobReading(flow.account(), Map.of());
        var due = new DueRows(flow, store, LIMITS, action -> true, screen, (mappings, seq, keyValues) -> true, jobs);
        var events = new NewEvents(flow, store, LIMITS, action -> true, screen, jobs);
        var reading = new LaneReading(due, events, new OrderMemory(flow.lane(), store), LIMITS);
        return new Lane(flow, account, store, new Backoff(Duration.ofDays(3), new Random()), LIMITS, reading, contacts);
    }

    private static void append(SqlStore store, Flow flow, int rows) throws Exception {
        var random = new Random(1);
        for (var n = 0; n < rows; n += APPENDED) {
            var events = new ArrayList<Event>(APPENDED);
            for (var i = n; i < Math.min(rows, n + APPENDED); i++) {
                var user = i % 3 == 0 ? random.nextInt(i + 1) : i;
                events.add(event(flow.lane() + "-" + i, "user-" + user));
            }
            store.append(events).toCompletableFuture().get();
        }
    }

    private static Event event(String messageId, String user) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("userId", user);
        var traits = body.putObject("traits");
        for (var i = 0; i < COLUMNS; i++) {
            traits.put("Some Trait " + i, "value " + i);
        }
        var now = Instant.now();
        return new Event("bench", messageId, EventType.IDENTIFY, now, now, body);
    }

    private static void settle(Lane lane, SqlStore store, int rows) throws Exception {
        for (var settled = 0; settled < rows; ) {
            var handed = lane.next();
            if (handed.isEmpty()) {
                lane.bell().await(10);
            }
            for (var batch : handed.stream()
                    .collect(Collectors.groupingBy(Delivery::batch, LinkedHashMap::new, Collectors.toList()))
                    .values()) {
                settle(lane, store, batch);
                settled += batch.size();
            }
        }
        while (!lane.settled()) {
            lane.bell().await(1);
        }
    }

    private static void settle(Lane lane, SqlStore store, List<Delivery> batch) {
        var outcomes = batch.stream()
                .map(delivery -> new Settled(delivery, new Outcome.Delivered()))
                .toList();
        var first = batch.get(0).seq();
        var last = batch.get(batch.size() - 1).seq();
        var call = new CallRow(lane.name(), "bench", first, last, batch.size(), 1, 200, "", store.now(), 1);
        lane.settle(outcomes, Optional.empty(), call);
    }

    private static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Every event is a row under its user. */
    private record OneMapping(String lane, boolean ordered) implements Flow {
        @Override
        public String destination() {
            return "sfmc";
        }

        @Override
        public String account() {
            return "main";
        }

        @Override
        public Set<String> mappings() {
            return Set.of(lane);
        }

        @Override
        public List<Mapped> map(Event event) {
            var user = event.body().path("userId").asText();
            var values = new LinkedHashMap<String, JsonNode>();
            event.body()
                    .path("traits")
                    .fields()
                    .forEachRemaining(trait -> values.put(trait.getKey(), trait.getValue()));
            return List.of(new Mapped.Wanted(
                    lane,
                    "rows",
                    new Target(account(), "dataExtension", "bench"),
                    "bench|" + user,
                    new Row(Map.of("Contact Key", TextNode.valueOf(user)), values),
                    ordered ? Optional.of(event.timestamp()) : Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Duration.ZERO,
                    OnUnknown.REPEAT));
        }
    }
}
