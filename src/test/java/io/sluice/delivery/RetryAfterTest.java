package io.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void reads_seconds() {
        assertThat(RetryAfter.read(" 5 ", NOON)).contains(Duration.ofSeconds(5));
    }

    @Test
    void reads_a_date() {
        assertThat(RetryAfter.read("Sun, 01 Mar 2026 12:01:00 GMT", NOON)).contains(Duration.ofMinutes(1));
        assertThat(RetryAfter.read("Sun, 01 Mar 2026 11:59:00 GMT", NOON)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "soon", "-1", "1e3", "99999999999999"})
    void passes_over_what_it_cannot_read(String header) {
        assertThat(RetryAfter.read(header, NOON)).isEmpty();
    }
}
