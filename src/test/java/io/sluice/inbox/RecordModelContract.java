package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Batch;
import io.sluice.delivery.Batches;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.RecordTable;
import io.sluice.delivery.Request;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
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
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Events of few keys, in any letter case, become records that are looked up and then created or updated, through lanes, batches,
 * failures, lost answers, calls that are carried out late, crashes, store troubles and changes of holder: there is never a second
 * record of a key, and at the end each has what its events say. The seed is the test's argument; {@code -Dsluice.test.seed=…} repeats it,
 * and {@code -Dsluice.test.models=…} says how many there are.
 */
abstract class RecordModelContract {
    private static final Target TARGET = new Target(ModelFlow.ACCOUNT, "test", "records");
    private static final Flow FLOW = ScriptedFlow.of("records", RecordModelContract::wanted);
    private static final int STORE_TROUBLES = 10;
    private static final Duration STEP = Duration.ofMillis(500);

    private final SetClock clock = new SetClock();
    private final List<Event> accepted = new ArrayList<>();
    private final List<Late> late = new ArrayList<>();
    private final List<Heard> unheard = new ArrayList<>();
    private final RecordTable table = new RecordTable(4);
    private final Batches batches = new Batches(List.of(table), clock);
    private Random random;
    private Store store;
    private FlakyStore flaky;
    private ModelProcess holder;
    private ModelProcess other;

    /** A store of its own for each test, opened again after a crash with what it had committed. */
    abstract Store open(InstantSource clock) throws Exception;

    /** A call that is carried out when nobody waits for its answer any more. */
    private record Late(Request request, Instant at) {}

    /** A batch of which a former holder hears when it is too late. */
    private record Heard(ModelProcess process, ModelProcess.Call call, Batch batch) {}

    static LongStream seeds() {
        var seed = Long.getLong("sluice.test.seed");
        return seed != null ? LongStream.of(seed) : new Random().longs(Integer.getInteger("sluice.test.models", 4));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void there_is_one_record_for_each_key_whatever_happens(long seed) throws Exception {
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        random = new Random(seed);
        start();
        for (var step = 0; step < 400; step++) {
            step(random.nextInt(100));
        }
        crash();
        flaky.calm();
        finish();
        check();
        store.close();
    }

    private void step(int dice) throws Exception {
        pass();
        if (dice < 25) {
            accept(1 + random.nextInt(10));
        } else if (dice < 60) {
            holder.read();
        } else if (dice < 92) {
            answerOne(true);
        } else if (dice < 95) {
            crash();
        } else if (dice < 98) {
            changeHolder();
        } else {
            hear();
        }
        assertThat(table.recordsByKey().values()).as("records of one key").allMatch(records -> records == 1);
    }

    /** Time passes, now and then as much as a pause lasts, and what was late is carried out. */
    private void pass() {
        clock.advance(random.nextInt(20) == 0 ? STEP.multipliedBy(10) : STEP);
        late.removeIf(call -> {
            var due = !clock.instant().isBefore(call.at());
            if (due) {
                table.call(call.request());
            }
            return due;
        });
    }

    private void start() throws Exception {
        store = open(clock);
        flaky = new FlakyStore(store, new Random(random.nextLong()), STORE_TROUBLES);
        write(Store.Urgency.SETTLE, tx -> tx.register(FLOW.lane(), ModelFlow.ACCOUNT));
        holder = new ModelProcess("one", flaky, List.of(FLOW), LaneTestBase.NO_JOBS);
        other = new ModelProcess("two", flaky, List.of(FLOW), LaneTestBase.NO_JOBS);
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
        unheard.clear();
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

    /** Each batch has come somewhere; of the call that it is at nobody hears the answer. */
    private void breakOff() throws Exception {
        for (var call : holder.calls) {
            var batch = batches.open(call.batch());
            for (var left = random.nextInt(4); left > 0 && batch.hasNext(); left--) {
                next(call, batch, true).ifPresent(batch::read);
            }
            if (batch.hasNext() && random.nextInt(4) > 0) {
                next(call, batch, true);
            }
            unheard.add(new Heard(holder, call, batch));
        }
        holder.calls.clear();
    }

    /** It must change nothing, if somebody else holds the account by now. */
    private void hear() throws Exception {
        if (!unheard.isEmpty()) {
            var one = unheard.remove(random.nextInt(unheard.size()));
            one.batch.abandon(new IllegalStateException("the model"));
            settle(one.process, one.call, one.batch);
        }
    }

    private void answerOne(boolean moody) throws Exception {
        if (!holder.calls.isEmpty()) {
            var call = holder.calls.remove(random.nextInt(holder.calls.size()));
            var batch = batches.open(call.batch());
            while (batch.hasNext()) {
                var answer = next(call, batch, moody);
                if (answer.isEmpty()) {
                    return;
                }
                batch.read(answer.get());
            }
            settle(holder, call, batch);
        }
    }

    /** @return empty when it was not sent, and its batch has been given back */
    private Optional<Answer> next(ModelProcess.Call call, Batch batch, boolean moody) throws Exception {
        var request = batch.next();
        var once = batch.unrepeatable();
        if (!once.isEmpty()) {
            try {
                call.lane()
                        .sending(once, batch.settlesWithin())
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS);
            } catch (ExecutionException notSent) {
                call.lane().abandon(call.batch(), notSent);
                return Optional.empty();
            }
        }
        return Optional.of(sent(request, moody));
    }

    private Answer sent(Request request, boolean moody) {
        var dice = moody ? random.nextInt(30) : 29;
        if (dice == 0) {
            return new Answer.Http(503, Optional.empty(), "");
        }
        if (dice == 1) {
            return new Answer.None(true, "lost on the way");
        }
        if (dice < 8 && request.path().equals("/create")) {
            var millis = random.nextInt((int) RecordTable.SETTLES_WITHIN.toMillis());
            late.add(new Late(request, clock.instant().plusMillis(millis)));
            return new Answer.None(true, "late");
        }
        var answer = table.call(request);
        return dice == 8 ? new Answer.None(true, "the answer is lost") : answer;
    }

    private void settle(ModelProcess process, ModelProcess.Call call, Batch batch) throws Exception {
        process.settle(call, new ModelDestination.Answered(batch.settled(), batch.failure()), random.nextBoolean());
    }

    private static Mapped wanted(Event event) {
        var key = event.body().get("key").asText();
        var values = new LinkedHashMap<String, JsonNode>();
        columns(event).forEach((name, value) -> values.put(name, TextNode.valueOf(value)));
        return new Mapped.Wanted(
                "m",
                "records",
                TARGET,
                "records|" + key.toLowerCase(),
                new Row(Map.of("key", TextNode.valueOf(key)), values),
                Optional.of(event.timestamp()),
                Optional.empty(),
                List.of(),
                Duration.ZERO,
                OnUnknown.LOOK_UP);
    }

    private void accept(int count) throws Exception {
        var events = new ArrayList<Event>();
        for (var i = 0; i < count; i++) {
            var n = accepted.size() + i;
            var body = JsonNodeFactory.instance.objectNode();
            body.put("key", (random.nextBoolean() ? "k" : "K") + random.nextInt(3 + n / 2));
            var columns = body.putObject("columns");
            columns.put("n" + n, "v");
            columns.put("c" + random.nextInt(2), "v" + n);
            if (random.nextInt(10) == 0) {
                columns.put("only-" + n, random.nextBoolean() ? "bad" : "unclear");
            }
            var happened = Instant.ofEpochMilli(random.nextInt(40));
            events.add(new Event("test", "m" + n, EventType.IDENTIFY, happened, Instant.now(), body));
        }
        write(Store.Urgency.ACCEPT, tx -> tx.append(events));
        accepted.addAll(events);
    }

    private void finish() {
        var rounds = new AtomicInteger();
        await().atMost(60, TimeUnit.SECONDS).pollInterval(Duration.ofMillis(2)).until(() -> {
            pass();
            hear();
            holder.read();
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
    private record Cell(Instant time, String value) {}

    private void check() {
        var expected = new HashMap<String, Map<String, Cell>>();
        var refused = 0L;
        for (var event : accepted) {
            var columns = columns(event);
            if (columns.containsValue("bad") || columns.containsValue("unclear")) {
                refused++;
                continue;
            }
            var record = expected.computeIfAbsent(key(event), key -> new HashMap<>());
            columns.forEach((column, value) -> record.merge(
                    column,
                    new Cell(event.timestamp(), value),
                    (before, now) -> before.time.isAfter(now.time) ? before : now));
        }
        assertThat(table.recordsByKey().values()).allMatch(records -> records == 1);
        assertThat(table.recordsByKey().keySet()).isEqualTo(expected.keySet());
        for (var record : table.records.values()) {
            var cells = new HashMap<>(record);
            var key = cells.remove("key").toLowerCase();
            var values = new HashMap<String, String>();
            expected.get(key).forEach((column, cell) -> values.put(column, cell.value));
            assertThat(cells).as(key).isEqualTo(values);
        }
        assertThat(sum("refused")).isEqualTo(refused);
        assertThat(sum("delivered") + sum("merged")).isEqualTo(accepted.size() - refused);
        assertThat(Conservation.differences(store.totals()).values()).containsOnly(0L);
        assertThat(store.rowsInState(FLOW.lane(), DeliveryRow.State.DONE)).isEmpty();
    }

    private static String key(Event event) {
        return event.body().get("key").asText().toLowerCase();
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
