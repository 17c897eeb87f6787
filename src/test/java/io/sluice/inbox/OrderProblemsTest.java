package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderProblemsTest {
    private static List<String> of(Duration memory) {
        return OrderProblems.of(() -> memory);
    }

    @Test
    void a_minute_to_a_year_is_well() {
        assertThat(of(Duration.ofMinutes(1))).isEmpty();
        assertThat(of(Duration.ofDays(7))).isEmpty();
        assertThat(of(Duration.ofDays(366))).isEmpty();
    }

    @Test
    void anything_else_is_told_with_what_to_do() {
        assertThat(of(Duration.ZERO))
                .containsExactly(
                        "sluice.order.memory is PT0S: it must be 1m to 366d, since the store has a row for each key"
                                + " that was written within it. To send old events all the same, write 'stale: send' in a mapping.");
        assertThat(of(Duration.ofSeconds(-1))).hasSize(1);
        assertThat(of(Duration.ofDays(367))).hasSize(1);
    }
}
