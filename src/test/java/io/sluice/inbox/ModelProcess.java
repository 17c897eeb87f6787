package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Flow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** One gateway process of the model: its lanes, what it knows of its account, and the calls that it has under way. */
final class ModelProcess {
    private static final Backoff IMPATIENT = new Backoff(Duration.ofHours(72), () -> 0L);
    private static final LaneLimits LIMITS = new LaneLimits(10, Duration.ZERO, 80, 1000);

    /** A batch on its way through the route of its lane. */
    record Call(Lane lane, List<Delivery> batch) {}

    final List<Call> calls = new ArrayList<>();

    /** Calls that have come to their end, as the other side knows; their answers have still to be heard here. */
    final List<Call> late = new ArrayList<>();

    private final String holder;
    private final Store store;
    private final JobReading jobs;
    private final AccountState account = new AccountState(ModelFlow.ACCOUNT, System::nanoTime);
    private final Map<String, Lane> lanes = new LinkedHashMap<>();

    /** @param flows known to gates by their first mapping */
    ModelProcess(String holder, Store store, List<? extends Flow> flows, JobReading jobs) {
        this.holder = holder;
        this.store = store;
        this.jobs = jobs;
        flows.forEach(flow -> lanes.put(flow.mappings().iterator().next(), lane(flow)));
    }

    private Lane lane(Flow flow) {
        var contacts = new ContactMemory(ModelFlow.ACCOUNT, List.of());
        var screen = new Screen(store, contacts);
        var due = new DueRows(flow, store, LIMITS, ModelFlow::repeatable, screen, this::passed, jobs);
        var events = new NewEvents(flow, store, LIMITS, ModelFlow::repeatable, screen, jobs);
        var reading = new LaneReading(due, events, new OrderMemory(flow.lane(), store), LIMITS);
        return new Lane(flow, account, store, IMPATIENT, LIMITS, reading, contacts);
    }

    private boolean passed(List<String> mappings, long seq, String keyValues) {
        return mappings.stream().map(lanes::get).allMatch(lane -> lane.passed(mappings, seq, keyValues));
    }

    Collection<Lane> lanes() {
        return lanes.values();
    }

    /** @param from beside the troubles of the process's own store */
    void takeAccount(Store from) throws Exception {
        var fence = from.write(Store.Urgency.SETTLE, tx -> tx.lease(ModelFlow.ACCOUNT, holder, 600_000))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        account.held(fence.orElseThrow(), System.nanoTime(), Duration.ofMinutes(10), from.pause(ModelFlow.ACCOUNT));
    }

    /** Its own clock tells it, before anybody else can have the account. */
    void loseAccount(Store from) throws Exception {
        account.lost();
        from.write(Store.Urgency.SETTLE, tx -> {
                    tx.release(ModelFlow.ACCOUNT, holder, 0);
                    return null;
                })
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    void read() throws InterruptedException {
        for (var lane : lanes.values()) {
            try {
                lane.next().stream()
                        .collect(Collectors.groupingBy(Delivery::batch, LinkedHashMap::new, Collectors.toList()))
                        .values()
                        .forEach(batch -> calls.add(new Call(lane, batch)));
            } catch (StoreUnavailable away) {
                // Asked again in a later step.
            }
        }
        assertThat(calls.stream().flatMap(call -> call.batch().stream()
                        .map(delivery -> delivery.wanted().key())
                        .distinct()))
                .as("a key is under way in one batch only")
                .doesNotHaveDuplicates();
    }

    /** @return whether the call may be made */
    boolean begin(Call call) throws Exception {
        if (call.batch().get(0).repeatable()) {
            return true;
        }
        try {
            call.lane()
                    .sending(call.batch(), Duration.ZERO)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException notSent) {
            call.lane().abandon(call.batch(), notSent);
            return false;
        }
    }

    void settle(Call call, ModelDestination.Answered answer, boolean waiting) throws Exception {
        var first = call.batch().get(0).seq();
        var rows = call.batch().size();
        var record = new CallRow(call.lane().name(), "t", first, first, rows, 1, 200, "", store.now(), 1);
        var settled =
                call.lane().settle(answer.settled(), answer.failure(), record).toCompletableFuture();
        if (waiting) {
            await(settled);
        }
    }

    private static void await(Future<Void> settled) throws InterruptedException, TimeoutException {
        try {
            settled.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException lost) {
            assertThat(lost.getCause()).isInstanceOfAny(StoreUnavailable.class, Tx.LeaseLost.class);
        }
    }
}
