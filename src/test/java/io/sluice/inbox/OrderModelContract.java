package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.delivery.Batch;
import io.sluice.delivery.Batches;
import io.sluice.delivery.Flow;
import io.sluice.delivery.JobPoll;
import io.sluice.event.Event;
import io.sluice.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Events of few keys with random times and columns, through lanes, batches, failures, jobs, crashes, store troubles and changes
 * of holder: at the end each column has the value of the newest event that was not refused. The seed is the test's argument;
 * {@code -Dsluice.test.seed=…} repeats it.
 */
abstract class OrderModelContract {
    private static final Flow FLOW = ScriptedFlow.of(
            "ordered", event -> OrderedRows.wanted(key(event), event.timestamp().toEpochMilli(), columns(event)));

    private static final int STORE_TROUBLES = 10;

    private final SetClock clock = new SetClock();
    private final List<Event> accepted = new ArrayList<>();
    private Random random;
    private boolean withJobs;
    private OrderedTable table;
    private Batches batches;
    private Store store;
    private FlakyStore flaky;
    private ModelProcess holder;
    private ModelProcess other;

    /** A store of its own for each test, opened again after a crash with what it had committed. */
    abstract Store open(InstantSource clock) throws Exception;

    static LongStream seeds() {
        var seed = Long.getLong("sluice.test.seed");
        return seed != null ? LongStream.of(seed) : new Random().longs(Integer.getInteger("sluice.test.models", 4));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void each_column_ends_with_the_value_of_the_newest_event(long seed) throws Exception {
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        random = new Random(seed);
        withJobs = random.nextBoolean();
        table = new OrderedTable(random, withJobs);
        batches = new Batches(List.of(table), clock);
        start();
        for (var step = 0; step < 300; step++) {
            step(random.nextInt(100));
        }
        crash();
        flaky.calm();
        finish();
        check();
        store.close();
    }

    private void step(int dice) throws Exception {
        clock.advance(Duration.ofMillis(500)); // jobs are asked about after a second
        if (dice < 25) {
            accept(1 + random.nextInt(10));
        } else if (dice < 60) {
            holder.read();
        } else if (dice < 85) {
            answerOne(true);
        } else if (dice < 95) {
            poll(true);
        } else if (dice < 98) {
            crash();
        } else {
            changeHolder();
        }
    }

    private void start() throws Exception {
        store = open(clock);
        flaky = new FlakyStore(store, new Random(random.nextLong()), STORE_TROUBLES);
        write(Store.Urgency.SETTLE, tx -> tx.register(FLOW.lane(), ModelFlow.ACCOUNT));
        var jobs = JobReading.of(ModelFlow.ACCOUNT, List.of(table));
        holder = new ModelProcess("one", flaky, List.of(FLOW), jobs);
        other = new ModelProcess("two", flaky, List.of(FLOW), jobs);
        holder.takeAccount(store);
    }

    private void write(Store.Urgency urgency, StoreTestBase.Writing work) throws Exception {
        StoreTestBase.get(store.write(urgency, tx -> {
            work.in(tx);
            return null;
        }));
    }

    private void crash() throws Exception {
        breakOff();
        holder.loseAccount(store);
        store.close();
        start();
    }

    private void changeHolder() throws Exception {
        breakOff();
        holder.loseAccount(store);
        var former = holder;
        holder = other;
        other = former;
        holder.takeAccount(store);
    }

    /** Of the calls under way some arrive, and nobody hears the answer. */
    private void breakOff() {
        for (var call : holder.calls) {
            var batch = batches.open(call.batch());
            for (var left = random.nextInt(4); left > 0 && batch.hasNext(); left--) {
                batch.read(table.call(batch.next(), true));
            }
        }
        holder.calls.clear();
    }

    private void answerOne(boolean moody) throws Exception {
        if (!holder.calls.isEmpty()) {
            var call = holder.calls.remove(random.nextInt(holder.calls.size()));
            var batch = batches.open(call.batch());
            while (batch.hasNext()) {
                batch.read(table.call(batch.next(), moody));
            }
            assertThat(batch.calls()).as("no batch without a call").isPositive();
            settle(call, batch);
        }
    }

    private void settle(ModelProcess.Call call, Batch batch) throws Exception {
        holder.settle(call, new ModelDestination.Answered(batch.settled(), batch.failure()), random.nextBoolean());
    }

    private void poll(boolean moody) throws Exception {
        for (var lane : holder.lanes()) {
            var job = lane.nextPoll();
            if (job.isPresent()) {
                var poll = (JobPoll) batches.converse(List.of(job.get()));
                while (poll.hasNext()) {
                    poll.read(table.call(poll.next(), moody));
                }
                lane.polled(
                        poll,
                        CallRow.of(
                                lane.name(),
                                poll,
                                job.get().firstSeq(),
                                job.get().lastSeq()));
            }
        }
    }

    private void accept(int count) throws Exception {
        var events = new ArrayList<Event>();
        for (var i = 0; i < count; i++) {
            var n = accepted.size() + i;
            var body = JsonNodeFactory.instance.objectNode();
            body.put("key", "k" + random.nextInt(8));
            var columns = body.putObject("columns");
            for (var c = 0; c < 4; c++) {
                if (random.nextInt(3) == 0) {
                    columns.put("c" + c, "v" + n);
                }
            }
            if (random.nextInt(10) == 0) {
                columns.put("only-" + n, "bad"); // a column of its own, which no other event can hide
            }
            var happened = Instant.ofEpochMilli(random.nextInt(40));
            events.add(new Event("test", "m" + n, EventType.TRACK, happened, Instant.now(), body));
        }
        write(Store.Urgency.ACCEPT, tx -> tx.append(events));
        accepted.addAll(events);
    }

    private void finish() {
        var rounds = new AtomicInteger();
        await().atMost(60, TimeUnit.SECONDS).pollInterval(Duration.ofMillis(2)).until(() -> {
            clock.advance(Duration.ofMillis(500));
            holder.read();
            poll(false);
            while (!holder.calls.isEmpty()) {
                answerOne(false);
            }
            // A lane whose last rows were all refused stands still until one is accepted, which only a new one may be.
            if (rounds.incrementAndGet() % 500 == 0) {
                accept(1);
            }
            // In this order: what has been read without being done is a row by then.
            return store.lane(FLOW.lane()).position() >= store.logEnd()
                    && store.totals().open().isEmpty();
        });
    }

    /** The value of a column, and when the event that wrote it happened. */
    private record Cell(long time, String value) {}

    private void check() {
        var rows = new HashMap<String, Map<String, Cell>>();
        var counts = new HashMap<String, Long>();
        for (var event : accepted) {
            counts.merge(sendAlone(event, rows), 1L, Long::sum);
        }
        var expected = new HashMap<String, Map<String, String>>();
        rows.forEach((key, row) -> {
            var values = expected.computeIfAbsent(key, each -> new HashMap<>());
            row.forEach((column, cell) -> values.put(column, cell.value));
        });
        assertThat(table.jobsTaken() > 0).isEqualTo(withJobs);
        assertThat(table.rows).isEqualTo(expected);
        assertThat(sum("stale")).isEqualTo(counts.get("stale")).isPositive();
        assertThat(sum("refused")).isEqualTo(counts.getOrDefault("refused", 0L));
        assertThat(sum("delivered") + sum("merged")).isEqualTo(counts.get("delivered"));
        assertThat(Conservation.differences(store.totals()).values()).containsOnly(0L);
    }

    /** In the order of acceptance, each when the one before is done. @return the word of its outcome */
    private static String sendAlone(Event event, Map<String, Map<String, Cell>> rows) {
        var columns = columns(event);
        if (columns.containsValue("bad")) {
            return "refused";
        }
        var time = event.timestamp().toEpochMilli();
        var row = rows.getOrDefault(key(event), Map.of());
        var overtaken = row.values().stream().anyMatch(cell -> cell.time > time);
        columns.keySet().removeIf(column -> row.containsKey(column) && row.get(column).time > time);
        if (columns.isEmpty() && overtaken) {
            return "stale";
        }
        var written = rows.computeIfAbsent(key(event), key -> new HashMap<>());
        columns.forEach((column, value) -> written.put(column, new Cell(time, value)));
        return "delivered";
    }

    private static String key(Event event) {
        return event.body().get("key").asText();
    }

    private static Map<String, String> columns(Event event) {
        var columns = new LinkedHashMap<String, String>();
        event.body()
                .get("columns")
                .fields()
                .forEachRemaining(
                        cell -> columns.put(cell.getKey(), cell.getValue().asText()));
        return columns;
    }

    private long sum(String what) {
        return store.totals().counts().entrySet().stream()
                .filter(entry -> entry.getKey().what().equals(what))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
