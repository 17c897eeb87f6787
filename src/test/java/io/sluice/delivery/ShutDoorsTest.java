package io.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShutDoorsTest {
    private final TestClock clock = new TestClock();
    private final FakeDestination action = new FakeDestination(1, false);
    private final Batches batches = new Batches(List.of(action), clock);
    private final ShutDoors doors = new ShutDoors();

    private Batch setsOut(String account) {
        clock.passes(Duration.ofSeconds(1));
        return batches.open(List.of(new Deliveries(action, new Target(account, "thing", "e")).next("ann")));
    }

    private void fails(Batch batch, Failure.Owner owner, Reason reason) {
        clock.passes(Duration.ofSeconds(1));
        batch.read(new Answer.NotCalled(new Failure(owner, reason, Optional.of(Duration.ofSeconds(9)), "HTTP 429")));
        doors.answered(batch, clock.instant());
    }

    @Test
    void what_had_set_out_before_is_sent_back_without_a_wait_of_its_own() {
        var first = setsOut("main");
        var waiting = setsOut("main");
        var elsewhere = setsOut("emea");
        fails(first, Failure.Owner.ACCOUNT, Reason.THROTTLED);

        assertThat(doors.sendsBack(waiting))
                .contains(new Failure(Failure.Owner.ACCOUNT, Reason.THROTTLED, Optional.empty(), "HTTP 429"));
        assertThat(doors.sendsBack(elsewhere)).isEmpty();
        assertThat(doors.sendsBack(setsOut("main"))).as("the probe").isEmpty();
    }

    @Test
    void a_call_that_had_set_out_before_and_fails_late_does_not_send_the_probe_back() {
        var first = setsOut("main");
        var slow = setsOut("main");
        fails(first, Failure.Owner.ACCOUNT, Reason.UNAVAILABLE);
        var probe = setsOut("main");
        fails(slow, Failure.Owner.ACCOUNT, Reason.UNAVAILABLE);

        assertThat(doors.sendsBack(probe)).isEmpty();
        var behindTheProbe = setsOut("main");
        fails(probe, Failure.Owner.ACCOUNT, Reason.UNAVAILABLE);
        assertThat(doors.sendsBack(behindTheProbe)).isPresent();
    }

    @Test
    void neither_a_target_nor_a_lost_lease_shuts_the_door() {
        var waiting = setsOut("main");
        fails(setsOut("main"), Failure.Owner.TARGET, Reason.TARGET_UNKNOWN);
        fails(setsOut("main"), Failure.Owner.ACCOUNT, Reason.LEASE_LOST);

        assertThat(doors.sendsBack(waiting)).isEmpty();
    }
}
