package io.sluice.inbox;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.Delivery;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Newest;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Row;
import io.sluice.delivery.Settled;
import io.sluice.delivery.Target;
import io.sluice.event.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;

/** Lanes of one account on a store whose clock stands still until it is moved. */
abstract class LaneTestBase extends StoreTestBase {
    static final JobReading NO_JOBS = new JobReading(ModelFlow.ACCOUNT, Map.of());

    static final LaneLimits LIMITS = new LaneLimits(10, Duration.ZERO, 80, 1_000);

    final AccountState account = new AccountState(ModelFlow.ACCOUNT, () -> 0);

    @TempDir
    Path directory;

    @Override
    TestDatabase create() {
        return SqliteFile.in(directory);
    }

    /** Without jobs. */
    JobReading jobReading() {
        return NO_JOBS;
    }

    Lane lane(Flow flow) throws Exception {
        return lane(flow, LIMITS, (mappings, seq, keyValues) -> true);
    }

    /** Registered at the end of the log, by the holder of the account. */
    Lane lane(Flow flow, LaneLimits limits, Gate gate) throws Exception {
        writing(tx -> tx.register(flow.lane(), ModelFlow.ACCOUNT));
        var fence = settle(tx -> tx.lease(ModelFlow.ACCOUNT, "test", 1)).orElseThrow();
        account.held(fence, 0, Duration.ofDays(365), store.pause(ModelFlow.ACCOUNT));
        var contacts = new ContactMemory(ModelFlow.ACCOUNT, ContactActions.ALL);
        var screen = new Screen(store, contacts);
        var due = new DueRows(flow, store, limits, ModelFlow::repeatable, screen, gate, jobReading());
        var events = new NewEvents(flow, store, limits, ModelFlow::repeatable, screen, jobReading());
        var backoff = new Backoff(Duration.ofHours(72), new Random(1));
        var reading = new LaneReading(due, events, new OrderMemory(flow.lane(), store), limits);
        return new Lane(flow, account, store, backoff, limits, reading, contacts);
    }

    /** What the lane hands out, as soon as it has written what it needs to have written. */
    static List<Delivery> next(Lane lane) {
        var handed = new ArrayList<Delivery>();
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> handed.addAll(lane.next()));
        return handed;
    }

    /** What it hands out when it has been given every occasion to. */
    List<Delivery> leftOf(Lane lane) throws Exception {
        var handed = new ArrayList<Delivery>();
        for (var i = 0; i < 6; i++) {
            handed.addAll(lane.next());
            writing(tx -> {});
        }
        return handed;
    }

    static Collection<List<Delivery>> batches(List<Delivery> deliveries) {
        return deliveries.stream()
                .collect(Collectors.groupingBy(Delivery::batch, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    void settle(Lane lane, List<Delivery> batch, Outcome outcome) throws Exception {
        settle(lane, batch, outcome, Optional.empty());
    }

    void settle(Lane lane, List<Delivery> batch, Outcome outcome, Optional<Failure> failure) throws Exception {
        settle(lane, batch, outcome, failure, 1);
    }

    /** The destination was not asked. */
    void settleWithoutCall(Lane lane, List<Delivery> batch, Outcome outcome) throws Exception {
        settle(lane, batch, outcome, Optional.empty(), 0);
    }

    private void settle(Lane lane, List<Delivery> batch, Outcome outcome, Optional<Failure> failure, int calls)
            throws Exception {
        var settled =
                batch.stream().map(delivery -> new Settled(delivery, outcome)).toList();
        var first = batch.get(0).seq();
        get(lane.settle(
                settled, failure, new CallRow(lane.name(), "t", first, first, 1, calls, 200, "", store.now(), 1)));
    }

    void unavailable(Lane lane, List<Delivery> batch) throws Exception {
        var failure = new Failure(Failure.Owner.ACCOUNT, Reason.UNAVAILABLE, Optional.empty(), "");
        settle(lane, batch, new Outcome.Held(Reason.UNAVAILABLE), Optional.of(failure));
    }

    Event event(String messageId) {
        return TestEvents.event(messageId, clock.instant());
    }

    static Mapped.Wanted wanted(String mapping, String key) {
        return wanted(mapping, "rows", key, Optional.empty(), List.of());
    }

    static Mapped.Wanted wanted(
            String mapping, String action, String key, Optional<Instant> expiresAt, List<String> after) {
        return new Mapped.Wanted(
                mapping,
                action,
                new Target(ModelFlow.ACCOUNT, "test", mapping),
                key,
                new Row(Map.of("key", TextNode.valueOf(key)), Map.of()),
                Optional.empty(),
                expiresAt,
                after,
                Duration.ofMinutes(1),
                OnUnknown.REFUSE);
    }

    static Delivery delivery(long seq, Mapped.Wanted wanted) {
        return new Delivery("lane", seq, "id" + seq, Instant.EPOCH, wanted, 0, Newest.NOTHING, false, true);
    }

    long counted(String what) {
        return store.totals().counts().entrySet().stream()
                .filter(entry -> entry.getKey().what().equals(what))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
