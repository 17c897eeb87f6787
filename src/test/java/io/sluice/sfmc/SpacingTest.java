package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SpacingTest {
    private long now = Long.MAX_VALUE - 5; // nanoTime may begin anywhere, and overflow

    private final Spacing spacing = new Spacing(OptionalInt.of(4), () -> now);

    @Test
    void calls_are_as_far_apart_as_the_pace_says_however_many_ask_at_once() {
        assertThat(spacing.next()).isEqualTo(Duration.ofMillis(250));
        assertThat(spacing.next()).isEqualTo(Duration.ofMillis(500));
        now += Duration.ofMillis(600).toNanos();
        assertThat(spacing.next()).isEqualTo(Duration.ofMillis(150));
    }

    @Test
    void an_idle_time_saves_up_no_calls() {
        spacing.next();
        now += Duration.ofHours(1).toNanos();
        assertThat(spacing.next()).isZero();
        assertThat(spacing.next()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void without_a_pace_of_its_own_it_waits_for_the_door_alone() {
        var free = new Spacing(OptionalInt.empty(), () -> now);
        for (var i = 0; i < 100; i++) {
            assertThat(free.next()).isZero();
        }
    }
}
