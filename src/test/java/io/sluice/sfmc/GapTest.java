package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GapTest {
    private static final long QUIET = TimeUnit.MINUTES.toNanos(5);

    private final Gap gap = new Gap(52);

    @Test
    void each_429_doubles_it_up_to_eight_times() {
        assertThat(gap.throttled(0, 10)).contains(104L);
        assertThat(gap.throttled(20, 30)).contains(208L);
        assertThat(gap.throttled(40, 50)).contains(416L);
        assertThat(gap.throttled(60, 70)).as("it is as wide as it gets").isEmpty();
    }

    @Test
    void what_had_set_out_before_it_was_widened_does_not_widen_it_again() {
        assertThat(gap.throttled(0, 10)).contains(104L);
        assertThat(gap.throttled(5, 20)).isEmpty();
    }

    @Test
    void quiet_minutes_narrow_it_step_by_step_to_what_is_configured() {
        gap.throttled(0, 10);
        gap.throttled(20, 30);
        assertThat(gap.quiet(29 + QUIET)).isEmpty();
        assertThat(gap.quiet(30 + QUIET)).contains(104L);
        assertThat(gap.quiet(40 + QUIET))
                .as("the next step takes as long again")
                .isEmpty();
        assertThat(gap.quiet(30 + 2 * QUIET)).contains(52L);
        assertThat(gap.quiet(30 + 9 * QUIET)).as("it is as narrow as it gets").isEmpty();
    }

    @Test
    void another_429_begins_the_quiet_time_again() {
        gap.throttled(0, 10);
        gap.throttled(20, 30);
        gap.throttled(40, 50);
        gap.throttled(QUIET, QUIET + 10);
        assertThat(gap.quiet(50 + QUIET)).isEmpty();
        assertThat(gap.quiet(10 + 2 * QUIET)).contains(208L);
    }
}
