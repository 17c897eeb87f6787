package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Batches;
import io.sluice.delivery.Deliveries;
import io.sluice.delivery.Delivery;
import io.sluice.delivery.Inquiry;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Target;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final int CALLERS = 16;
    private static final int BATCHES = 60;
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void holds_at_the_receiver_from_the_first_call_on() throws Exception {
        try (var sfmc = new FakeSfmc()) {
            sfmc.tokensTake(600);
            var accounts = AccountConfig.standIn(sfmc, 20);
            var stall = new Stall();
            try (var door = new Door(accounts);
                    stall) {
                send(door, new SfmcUpsertRows(accounts, target -> Inquiry.NONE), BATCHES, new Outcome.Delivered());
            }
            assertThat(sfmc.tokenRequests()).hasSize(1);
            assertThat(sfmc.calls()).hasSize(BATCHES);
            var arrivals =
                    sfmc.seen().stream().map(FakeSfmc.Seen::nanos).sorted().toList();
            System.out.println("PaceTest: most in a second " + most(arrivals, SECOND) + ", all in "
                    + TimeUnit.NANOSECONDS.toMillis(arrivals.get(BATCHES) - arrivals.get(0)) + " ms, longest stall "
                    + stall.longest().toMillis() + " ms");
            // A call that left at its gap arrives so much later, and closes up to the next ones.
            assertThat(most(arrivals, SECOND.minus(stall.longest())))
                    .as("arrivals in ms: %s; for %s the machine did nothing of this", millis(arrivals), stall.longest())
                    .isLessThanOrEqualTo(20);
        }
    }

    @Test
    void is_half_as_fast_after_a_429() throws Exception {
        try (var sfmc = new FakeSfmc()) {
            var accounts = AccountConfig.standIn(sfmc, 20);
            var action = new SfmcUpsertRows(accounts, target -> Inquiry.NONE);
            try (var door = new Door(accounts)) {
                sfmc.answers(429, "1", "{\"message\":\"Rate limit exceeded\",\"errorcode\":50100}");
                send(door, action, 1, new Outcome.Held(Reason.THROTTLED));
                send(door, action, 10, new Outcome.Delivered());
            }
            var arrivals = sfmc.calls().stream()
                    .map(FakeSfmc.Seen::nanos)
                    .sorted()
                    .skip(1)
                    .toList();
            // The first gap may have begun before, and arrivals are some milliseconds apart from departures.
            assertThat(millis(arrivals).get(9))
                    .as("9 gaps of 104 ms instead of 52, arrivals in ms: %s", millis(arrivals))
                    .isGreaterThan(7 * 104);
        }
    }

    private static void send(Door door, SfmcUpsertRows action, int count, Outcome expected) throws Exception {
        var deliveries = new Deliveries(action, new Target("main", "dataExtension", "people"));
        var batches = new Batches(List.of(action), Clock.systemUTC());
        var callers = Executors.newFixedThreadPool(CALLERS);
        try {
            var work = new ArrayList<Callable<Outcome>>();
            for (var i = 0; i < count; i++) {
                List<Delivery> one = List.of(deliveries.next("k" + i, "Name", "x"));
                work.add(() -> door.send(batches.open(one)).settled().get(0).outcome());
            }
            for (var outcome : callers.invokeAll(work)) {
                assertThat(outcome.get()).isEqualTo(expected);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static List<Long> millis(List<Long> arrivals) {
        return arrivals.stream()
                .map(nanos -> TimeUnit.NANOSECONDS.toMillis(nanos - arrivals.get(0)))
                .toList();
    }

    private static int most(List<Long> arrivals, Duration within) {
        var most = 0;
        for (int first = 0, last = 0; last < arrivals.size(); last++) {
            while (first < last && arrivals.get(last) - arrivals.get(first) >= within.toNanos()) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
