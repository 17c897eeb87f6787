package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RepeatsTest {
    private final Repeats repeats = new Repeats(new Random(7));

    @Test
    void waits_double_from_a_second_to_a_minute_and_end_with_the_eighth_try() {
        var waits = new ArrayList<Long>();
        for (var tries = 1; tries <= 7; tries++) {
            waits.add(repeats.after(failure(Reason.UNAVAILABLE), tries)
                    .orElseThrow()
                    .toMillis());
        }
        var least = new long[] {1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000};
        for (var i = 0; i < least.length; i++) {
            assertThat(waits.get(i)).isBetween(least[i], least[i] * 3 / 2);
        }
        assertThat(repeats.after(failure(Reason.UNAVAILABLE), 8)).isEmpty();
    }

    @Test
    void never_earlier_than_was_asked_for_and_not_at_all_when_that_is_too_long() {
        for (var i = 0; i < 100; i++) {
            assertThat(repeats.after(asking(Duration.ofSeconds(5)), 1).orElseThrow())
                    .isBetween(Duration.ofSeconds(5), Duration.ofMillis(7_500));
        }
        assertThat(repeats.after(asking(Duration.ofMinutes(15)), 1)).isPresent();
        assertThat(repeats.after(asking(Duration.ofMinutes(16)), 1)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"UNAVAILABLE", "THROTTLED", "BLOCKED", "ANSWER_NOT_UNDERSTOOD"},
            mode = EnumSource.Mode.EXCLUDE)
    void what_does_not_pass_by_itself_is_not_repeated(Reason reason) {
        assertThat(repeats.after(failure(reason), 1)).isEmpty();
    }

    @Test
    void any_pause_of_the_account_is_waited_for_but_one_by_hand() {
        assertThat(repeats.whilePaused(failure(Reason.CREDENTIALS), 1)).isPresent();
        assertThat(repeats.whilePaused(failure(Reason.BLOCKED), 1).orElseThrow())
                .isGreaterThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(repeats.whilePaused(failure(Reason.CREDENTIALS), 8)).isEmpty();
        assertThat(repeats.whilePaused(failure(Reason.OPERATOR), 1)).isEmpty();
    }

    private static Failure failure(Reason reason) {
        return new Failure(Failure.Owner.ACCOUNT, reason, Optional.empty(), "");
    }

    private static Failure asking(Duration wait) {
        return new Failure(Failure.Owner.ACCOUNT, Reason.THROTTLED, Optional.of(wait), "");
    }
}
