package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random accepts, answers, failures, pauses, crashes, store troubles and changes of holder, compared with what a list of the
 * accepted events says must be the end. The seed is the test's argument; {@code -Dsluice.test.seed=…} repeats it, and
 * {@code -Dsluice.test.models=…} says how many there are.
 */
abstract class LaneModelContract {
    private static final ModelFlow FIRST = new ModelFlow("first", List.of("first-rows"));
    private static final ModelFlow SECOND = new ModelFlow("second", List.of("first-rows"));
    private static final List<ModelFlow> FLOWS = List.of(FIRST, SECOND);
    private static final int STORE_TROUBLES = 10;

    private final Map<String, Event> accepted = new LinkedHashMap<>();
    private Random random;
    private ModelDestination destination;
    private Store store;
    private FlakyStore flaky;
    private ModelProcess holder;
    private ModelProcess other;

    /** A store of its own for each test, opened again after a crash with what it had committed. */
    abstract Store open() throws Exception;

    static LongStream seeds() {
        var seed = Long.getLong("sluice.test.seed");
        return seed != null ? LongStream.of(seed) : new Random().longs(Integer.getInteger("sluice.test.models", 6));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void what_was_accepted_arrives_in_order_whatever_happens(long seed) throws Exception {
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        random = new Random(seed);
        destination = new ModelDestination(random);
        start();
        for (var step = 0; step < 400; step++) {
            step();
        }
        crash();
        flaky.calm();
        finish();
        check();
        store.close();
    }

    private void step() throws Exception {
        var dice = random.nextInt(100);
        if (dice < 23) {
            accept(1 + random.nextInt(12));
        } else if (dice < 58) {
            holder.read();
        } else if (dice < 94) {
            answerOne(holder);
        } else if (dice < 95) {
            crash();
        } else if (dice < 97) {
            changeHolder();
        } else {
            answerLate(random.nextBoolean() ? holder : other);
        }
    }

    private void start() throws Exception {
        store = open();
        flaky = new FlakyStore(store, new Random(random.nextLong()), STORE_TROUBLES);
        for (var flow : FLOWS) {
            store.write(Store.Urgency.SETTLE, tx -> {
                        tx.register(flow.lane(), ModelFlow.ACCOUNT);
                        return null;
                    })
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
        }
        holder = new ModelProcess("one", flaky, FLOWS, LaneTestBase.NO_JOBS);
        other = new ModelProcess("two", flaky, FLOWS, LaneTestBase.NO_JOBS);
        holder.takeAccount(store);
    }

    /** What is in memory is gone; of the calls under way some arrived. */
    private void crash() throws Exception {
        breakOff(holder);
        holder.loseAccount(store);
        store.close();
        start();
    }

    /** Its calls reach their end, one way or the other, before another process may begin; it does not know of its own. */
    private void changeHolder() throws Exception {
        breakOff(holder);
        holder.loseAccount(store);
        var former = holder;
        holder = other;
        other = former;
        holder.takeAccount(store);
    }

    private void breakOff(ModelProcess process) throws Exception {
        for (var call : process.calls) {
            if (random.nextBoolean() && process.begin(call)) {
                destination.applyUnheard(call.batch());
            }
        }
        process.late.addAll(process.calls);
        process.calls.clear();
    }

    /** A former holder hears of its calls when it is too late: it must change nothing. */
    private void answerLate(ModelProcess process) throws Exception {
        if (!process.late.isEmpty()) {
            var call = process.late.remove(random.nextInt(process.late.size()));
            var nowhere = new ModelDestination(random);
            process.settle(call, nowhere.answer(call.batch(), true), random.nextBoolean());
        }
    }

    private void answerOne(ModelProcess process) throws Exception {
        if (!process.calls.isEmpty()) {
            answer(process, process.calls.remove(random.nextInt(process.calls.size())), true);
        }
    }

    private void answer(ModelProcess process, ModelProcess.Call call, boolean moody) throws Exception {
        if (process.begin(call)) {
            process.settle(call, destination.answer(call.batch(), moody), random.nextBoolean());
        }
    }

    private void accept(int count) throws Exception {
        var events = new ArrayList<Event>();
        for (var i = 0; i < count; i++) {
            var kind = new String[] {"row", "row", "row", "row", "fire", "skip", "bad"}[random.nextInt(7)];
            var n = accepted.size() + i + 1;
            events.add(ModelFlow.event("m" + n, kind, "k" + random.nextInt(15), n));
        }
        var repeated = new ArrayList<>(events);
        if (!accepted.isEmpty() && random.nextInt(4) == 0) {
            repeated.add(accepted.get("m" + (1 + random.nextInt(accepted.size()))));
        }
        store.write(Store.Urgency.ACCEPT, tx -> tx.append(repeated))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        events.forEach(event -> accepted.put(event.messageId(), event));
    }

    private void finish() throws Exception {
        await().atMost(60, TimeUnit.SECONDS).pollInterval(Duration.ofMillis(2)).until(() -> {
            answerLate(holder);
            holder.read();
            while (!holder.calls.isEmpty()) {
                answer(holder, holder.calls.remove(0), false);
            }
            // In this order: what has been read without being done is a row by then.
            return FLOWS.stream().allMatch(this::settled)
                    && store.totals().open().isEmpty();
        });
    }

    private boolean settled(ModelFlow flow) {
        return store.lane(flow.lane()).position() >= store.logEnd()
                && store.rowsInState(flow.lane(), DeliveryRow.State.DONE).isEmpty();
    }

    private void check() {
        var expected = new HashMap<String, Integer>();
        for (var flow : FLOWS) {
            of("row").stream()
                    .filter(event -> !unwelcome(event))
                    .forEach(event -> expected.put(flow.rows() + "|" + key(event), n(event)));
            checkCounts(flow);
        }
        var last = new HashMap<String, Integer>();
        destination.applied.forEach((key, ns) -> last.put(key, ns.get(ns.size() - 1)));
        assertThat(last).as("the last value of each key").isEqualTo(expected);
        destination.applied.forEach(
                (key, ns) -> assertThat(ns).as("order of " + key).isSortedAccordingTo(Comparator.naturalOrder()));
        assertThat(Conservation.differences(store.totals()).values()).containsOnly(0L);
        checkFires();
    }

    private void checkFires() {
        for (var fire : of("fire")) {
            for (var flow : FLOWS) {
                var seen = destination.fired.getOrDefault(ModelDestination.fire(flow.fires(), n(fire)), List.of());
                assertThat(seen).as("fired at most once").hasSizeLessThanOrEqualTo(1);
                assertThat(seen)
                        .as("fire " + n(fire) + " comes after the row of its key")
                        .allMatch(written -> written >= rowBefore(fire));
            }
        }
    }

    /** The number of the last row of the same key that was accepted before. */
    private int rowBefore(Event fire) {
        return of("row").stream()
                .filter(row -> key(row).equals(key(fire)) && n(row) < n(fire) && !unwelcome(row))
                .mapToInt(LaneModelContract::n)
                .max()
                .orElse(0);
    }

    private void checkCounts(ModelFlow flow) {
        var rows = of("row");
        var passed = (long) accepted.size();
        assertThat(sum(flow.rows(), "passed")).isEqualTo(passed);
        assertThat(sum(flow.fires(), "passed")).isEqualTo(passed);
        assertThat(sum(flow.rows(), "refused"))
                .isEqualTo(of("bad").size()
                        + rows.stream().filter(LaneModelContract::unwelcome).count());
        assertThat(sum(flow.rows(), "delivered") + sum(flow.rows(), "merged"))
                .isEqualTo(rows.stream().filter(event -> !unwelcome(event)).count());
        assertThat(sum(flow.fires(), "delivered") + sum(flow.fires(), "refused"))
                .as("every fire has an outcome; there is %s", store.totals().counts())
                .isEqualTo(of("fire").size());
        assertThat(sum(flow.fires(), "delivered"))
                .as("what is called delivered was fired")
                .isLessThanOrEqualTo(destination.fired.keySet().stream()
                        .filter(fire -> fire.startsWith(flow.fires()))
                        .count());
    }

    private List<Event> of(String kind) {
        return accepted.values().stream()
                .filter(event -> event.body().get("kind").asText().equals(kind))
                .toList();
    }

    private static boolean unwelcome(Event event) {
        return ModelDestination.unwelcome(key(event));
    }

    private static String key(Event event) {
        return event.body().get("key").asText();
    }

    private static int n(Event event) {
        return event.body().get("n").asInt();
    }

    private long sum(String mapping, String what) {
        return store.totals().counts().entrySet().stream()
                .filter(entry -> entry.getKey().mapping().equals(mapping)
                        && entry.getKey().what().equals(what))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
