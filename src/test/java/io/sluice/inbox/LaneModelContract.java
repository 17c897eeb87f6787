package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.delivery.Delivery;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Random accepts, answers, failures, pauses and crashes, compared with what a list of the accepted events says must be the
 * end. The seed is printed; {@code -Dsluice.test.seed=…} repeats it.
 */
abstract class LaneModelContract {
    private static final Backoff IMPATIENT = new Backoff(Duration.ofHours(72), () -> 0L);
    private static final LaneLimits LIMITS = new LaneLimits(10, Duration.ZERO, 80, 1000);

    private final Map<String, Event> accepted = new LinkedHashMap<>();
    private final List<List<Delivery>> inFlight = new ArrayList<>();
    private Random random;
    private ModelDestination destination;
    private Store store;
    private AccountState account;
    private Lane lane;
    private int numbers;

    /** A store of its own for each test, opened again after a crash with what it had committed. */
    abstract Store open() throws Exception;

    @RepeatedTest(8)
    void what_was_accepted_arrives_in_order_whatever_happens(RepetitionInfo repetition) throws Exception {
        var seed = Long.getLong("sluice.test.seed", System.nanoTime() + repetition.getCurrentRepetition());
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        random = new Random(seed);
        destination = new ModelDestination(random);
        start();
        for (var step = 0; step < 400; step++) {
            step();
        }
        crash();
        finish();
        check("seed " + seed);
        store.close();
    }

    private void step() throws Exception {
        var dice = random.nextInt(100);
        if (dice < 25) {
            accept(1 + random.nextInt(12));
        } else if (dice < 60) {
            read();
        } else if (dice < 97) {
            if (!inFlight.isEmpty()) {
                answer(inFlight.remove(random.nextInt(inFlight.size())), true);
            }
        } else {
            crash();
        }
    }

    private void start() throws Exception {
        store = open();
        var held = store.write(Store.Urgency.SETTLE, tx -> {
                    tx.register(ModelFlow.LANE, "main");
                    return tx.lease("main", "model", 60_000);
                })
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        account = new AccountState("main", System::nanoTime);
        account.held(held.orElseThrow(), System.nanoTime(), Duration.ofMinutes(1), store.pause("main"));
        var flow = new ModelFlow();
        var due = new DueRows(flow, store, LIMITS, "rows"::equals, (mappings, seq, keyValues) -> true);
        var reading = new LaneReading(due, new NewEvents(flow, store, LIMITS, "rows"::equals), LIMITS);
        lane = new Lane(flow, account, store, IMPATIENT, LIMITS, reading);
    }

    /** What is in memory is gone; of the calls in flight some arrived. */
    private void crash() throws Exception {
        for (var batch : inFlight) {
            if (random.nextBoolean()) {
                sendUnheard(batch);
            }
        }
        inFlight.clear();
        account.lost();
        store.close();
        start();
    }

    private void sendUnheard(List<Delivery> batch) {
        if (batch.get(0).repeatable() || sending(batch)) {
            destination.applyUnheard(batch);
        }
    }

    private void accept(int count) throws Exception {
        var events = new ArrayList<Event>();
        for (var i = 0; i < count; i++) {
            var kind = new String[] {"row", "row", "row", "row", "fire", "skip", "bad"}[random.nextInt(7)];
            var n = ++numbers;
            var event = ModelFlow.event("m" + n, kind, "k" + random.nextInt(15), n);
            events.add(event);
        }
        if (!accepted.isEmpty() && random.nextInt(4) == 0) {
            events.add(accepted.get("m" + (1 + random.nextInt(accepted.size()))));
        }
        store.write(Store.Urgency.ACCEPT, tx -> tx.append(events))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        events.forEach(event -> accepted.putIfAbsent(event.messageId(), event));
    }

    private void read() throws InterruptedException {
        var byBatch = lane.next().stream()
                .collect(Collectors.groupingBy(Delivery::batch, LinkedHashMap::new, Collectors.toList()));
        inFlight.addAll(byBatch.values());
        assertThat(inFlight.stream().flatMap(List::stream).map(d -> d.wanted().key() + inFlight(d)))
                .as("a key is under way in one batch only")
                .allMatch(key -> key.endsWith("1"));
    }

    private long inFlight(Delivery delivery) {
        return inFlight.stream()
                .filter(batch -> batch.stream()
                        .anyMatch(other ->
                                other.wanted().key().equals(delivery.wanted().key())))
                .count();
    }

    private boolean sending(List<Delivery> batch) {
        try {
            lane.sending(batch).toCompletableFuture().get(10, TimeUnit.SECONDS);
            return true;
        } catch (Exception lostMeanwhile) {
            return false;
        }
    }

    private void answer(List<Delivery> batch, boolean moody) throws Exception {
        if (!batch.get(0).repeatable() && !sending(batch)) {
            lane.abandon(batch, new IllegalStateException("not sent"));
            return;
        }
        var answer = destination.answer(batch, moody);
        var first = batch.get(0).seq();
        var call = new CallRow(ModelFlow.LANE, "t", first, first, batch.size(), 1, 200, store.now(), 1);
        var settled = lane.settle(answer.settled(), answer.failure(), call).toCompletableFuture();
        if (random.nextBoolean()) {
            settled.get(10, TimeUnit.SECONDS);
        }
    }

    private void finish() throws Exception {
        await().atMost(60, TimeUnit.SECONDS).pollInterval(Duration.ofMillis(2)).until(() -> {
            read();
            while (!inFlight.isEmpty()) {
                answer(inFlight.remove(0), false);
            }
            var totals = store.totals();
            return totals.open().isEmpty()
                    && store.lane(ModelFlow.LANE).position() >= store.logEnd()
                    && store.rowsInState(ModelFlow.LANE, DeliveryRow.State.DONE).isEmpty();
        });
    }

    private void check(String seed) {
        var rows = of("row");
        var expected = new HashMap<String, Integer>();
        rows.stream().filter(event -> !unwelcome(event)).forEach(event -> expected.put("rows " + key(event), n(event)));
        var last = new HashMap<String, Integer>();
        destination.applied.forEach((key, ns) -> last.put(key, ns.get(ns.size() - 1)));
        assertThat(last).as(seed + ": the last value of each key").isEqualTo(expected);
        destination.applied.forEach((key, ns) ->
                assertThat(ns).as(seed + ": order of " + key).isSortedAccordingTo(Comparator.naturalOrder()));
        assertThat(destination.fired.values()).as(seed + ": fired at most once").allMatch(times -> times == 1);
        counts(seed, rows);
    }

    private void counts(String seed, List<Event> rows) {
        var counts = store.totals().counts();
        var passed = (long) accepted.size();
        assertThat(sum(counts, "rows", "passed")).as(seed).isEqualTo(passed);
        assertThat(sum(counts, "fires", "passed")).as(seed).isEqualTo(passed);
        assertThat(sum(counts, "rows", "refused"))
                .as(seed + ": refused")
                .isEqualTo(of("bad").size()
                        + rows.stream().filter(LaneModelContract::unwelcome).count());
        assertThat(sum(counts, "rows", "delivered") + sum(counts, "rows", "merged"))
                .as(seed + ": delivered")
                .isEqualTo(rows.stream().filter(event -> !unwelcome(event)).count());
        assertThat(sum(counts, "fires", "delivered") + sum(counts, "fires", "refused"))
                .as(seed + ": every fire has an outcome")
                .isEqualTo(of("fire").size());
        assertThat(sum(counts, "fires", "delivered"))
                .as(seed + ": what is called delivered was fired")
                .isLessThanOrEqualTo(destination.fired.size());
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

    private static long sum(Map<Count, Long> counts, String mapping, String what) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().mapping().equals(mapping)
                        && entry.getKey().what().equals(what))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
