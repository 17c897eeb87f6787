package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    @ParameterizedTest
    @CsvSource({"1, 1000", "2, 2000", "5, 16000", "10, 512000", "11, 900000", "1000000, 900000"})
    void full_jitter_lies_between_nothing_and_a_ceiling_that_doubles(int attempts, long ceiling) {
        var backoff = new Backoff(Duration.ofHours(72), new Random(1));
        var waits = IntStream.range(0, 2_000)
                .mapToLong(i -> backoff.waitMillis(attempts))
                .summaryStatistics();

        assertThat(waits.getMin()).isBetween(1L, ceiling / 50);
        assertThat(waits.getMax()).isBetween(ceiling * 49 / 50, ceiling);
        assertThat(waits.getAverage()).isBetween(ceiling * 0.45, ceiling * 0.55);
    }

    @Test
    void patience_ends_after_so_much_trying() {
        var backoff = new Backoff(Duration.ofHours(72), new Random(1));

        assertThat(backoff.usedUp(Duration.ofHours(72).toMillis() - 1)).isFalse();
        assertThat(backoff.usedUp(Duration.ofHours(72).toMillis())).isTrue();
    }
}
