package io.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Mapped;
import io.sluice.delivery.OnUnknown;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimingTest {
    private static Mapped.Wanted wanted(String line, String timestamp) {
        return (Mapped.Wanted)
                Sample.map(Sample.upsert(line), "{type:'identify', userId:'u', timestamp:'" + timestamp + "'}");
    }

    @Test
    void expiry_counts_from_when_it_happened() {
        assertThat(wanted("expires: 1h", "2024-05-30T11:00:00Z").expiresAt())
                .contains(Instant.parse("2024-05-30T12:00:00Z"));
    }

    @Test
    void a_clock_that_is_ahead_does_not_prolong_it() {
        assertThat(wanted("expires: 30m", "2024-06-30T11:00:00Z").expiresAt())
                .contains(Sample.NOW.plus(Duration.ofMinutes(30)));
    }

    @Test
    void without_a_word_nothing_expires_or_waits_and_an_unknown_outcome_is_refused() {
        var wanted = wanted("nulls: omit", "2024-05-30T11:00:00Z");
        assertThat(wanted.expiresAt()).isEmpty();
        assertThat(wanted.after()).isEmpty();
        assertThat(wanted.onUnknown()).isEqualTo(OnUnknown.REFUSE);
    }

    @Test
    void durations_have_units() {
        assertThat(wanted("afterWait: 90s", "2024-05-30T11:00:00Z").afterWait()).isEqualTo(Duration.ofSeconds(90));
        assertThat(wanted("afterWait: 7d", "2024-05-30T11:00:00Z").afterWait()).isEqualTo(Duration.ofDays(7));
        assertThat(wanted("onUnknown: repeat", "2024-05-30T11:00:00Z").onUnknown())
                .isEqualTo(OnUnknown.REPEAT);
    }
}
