package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Failure;
import io.sluice.delivery.Failure.Owner;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PauseTest {
    private static final long NOW = 1_000_000;

    private final Pause pause = new Pause(0, Optional.empty());

    @Test
    void lets_everything_through_until_something_fails() {
        assertThat(pause.permit(NOW)).isEqualTo(Pause.Permit.ALL);
        assertThat(pause.reason()).isEmpty();
    }

    @Test
    void waits_for_what_retry_after_says_then_lets_one_probe_through() {
        pause.failed(asking(Duration.ofSeconds(7)), false, NOW);

        assertThat(pause.permit(NOW + 6_999)).isEqualTo(Pause.Permit.NONE);
        assertThat(pause.permit(NOW + 7_000)).isEqualTo(Pause.Permit.PROBE);
        pause.beginProbe("lane");
        assertThat(pause.permit(NOW + 7_000)).as("one at a time").isEqualTo(Pause.Permit.NONE);
        assertThat(pause.probedBy("lane")).isTrue();
        assertThat(pause.probedBy("other")).isFalse();
    }

    @Test
    void waits_no_longer_than_an_hour_whatever_is_asked() {
        pause.failed(asking(Duration.ofDays(9_999)), false, NOW);

        assertThat(pause.until()).isEqualTo(NOW + Duration.ofHours(1).toMillis());
    }

    @Test
    void doubles_from_a_second_to_a_minute_while_probes_fail() {
        assertThat(waits(failure(Owner.ACCOUNT, Reason.UNAVAILABLE), 8)).containsExactly(1, 2, 4, 8, 16, 32, 60, 60);
    }

    @Test
    void leaves_a_blocked_account_alone_for_longer() {
        assertThat(waits(failure(Owner.ACCOUNT, Reason.BLOCKED), 6)).containsExactly(60, 120, 240, 480, 900, 900);
    }

    @Test
    void a_target_that_asks_for_longer_than_its_minute_is_left_alone() {
        var budget = new Failure(
                Owner.TARGET, Reason.DAILY_BUDGET, Optional.of(Duration.ofMinutes(10)), "800 of 1000 calls used");
        pause.failed(budget, false, NOW);

        assertThat(pause.permit(NOW + Duration.ofMinutes(10).toMillis() - 1)).isEqualTo(Pause.Permit.NONE);
        assertThat(pause.permit(NOW + Duration.ofMinutes(10).toMillis())).isEqualTo(Pause.Permit.PROBE);
    }

    @Test
    void probes_a_target_once_a_minute() {
        assertThat(waits(failure(Owner.TARGET, Reason.TARGET_UNKNOWN), 3)).containsExactly(60, 60, 60);
    }

    private List<Integer> waits(Failure failure, int times) {
        var waits = new ArrayList<Integer>();
        var now = NOW;
        for (var i = 0; i < times; i++) {
            pause.failed(failure, i > 0, now);
            waits.add((int) ((pause.until() - now) / 1000));
            now = pause.until();
        }
        return waits;
    }

    @Test
    void what_was_under_way_before_does_not_lengthen_it() {
        pause.failed(failure(Owner.ACCOUNT, Reason.UNAVAILABLE), false, NOW);
        for (var i = 0; i < 30; i++) {
            pause.failed(failure(Owner.ACCOUNT, Reason.UNAVAILABLE), false, NOW + i);
        }

        assertThat(pause.until()).isEqualTo(NOW + 1_000);
    }

    @Test
    void what_was_under_way_before_may_ask_for_longer() {
        pause.failed(failure(Owner.ACCOUNT, Reason.UNAVAILABLE), false, NOW);
        pause.failed(asking(Duration.ofSeconds(30)), false, NOW + 10);

        assertThat(pause.until()).isEqualTo(NOW + 30_010);
    }

    @Test
    void begins_anew_after_it_was_over() {
        waits(failure(Owner.ACCOUNT, Reason.UNAVAILABLE), 5);
        pause.resume();
        assertThat(pause.permit(NOW)).isEqualTo(Pause.Permit.ALL);
        pause.failed(failure(Owner.ACCOUNT, Reason.UNAVAILABLE), false, NOW);

        assertThat(pause.until()).isEqualTo(NOW + 1_000);
    }

    @Test
    void a_probe_that_got_lost_makes_room_for_another_but_nobody_elses_does() {
        pause.failed(asking(Duration.ZERO), false, NOW);
        pause.beginProbe("lane");
        pause.forgetProbe("other");
        assertThat(pause.permit(NOW)).isEqualTo(Pause.Permit.NONE);
        pause.forgetProbe("lane");
        assertThat(pause.permit(NOW)).isEqualTo(Pause.Permit.PROBE);
    }

    @Test
    void a_pause_from_the_store_goes_on() {
        var stored = new Pause(NOW + 5, Optional.of(Reason.CREDENTIALS));

        assertThat(stored.permit(NOW)).isEqualTo(Pause.Permit.NONE);
        assertThat(stored.permit(NOW + 5)).isEqualTo(Pause.Permit.PROBE);
    }

    private static Failure asking(Duration retryAfter) {
        return new Failure(Owner.ACCOUNT, Reason.THROTTLED, Optional.of(retryAfter), "");
    }

    private static Failure failure(Owner owner, Reason reason) {
        return new Failure(owner, reason, Optional.empty(), "");
    }
}
