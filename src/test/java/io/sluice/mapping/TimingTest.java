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
    void the_newest_is_known_by_its_timestamp_or_its_receipt_whichever_is_earlier() {
        assertThat(wanted("nulls: omit", "2024-05-30T11:00:00Z").happened())
                .contains(Instant.parse("2024-05-30T11:00:00Z"));
        assertThat(wanted("stale: skip", "2024-06-30T11:00:00Z").happened()).contains(Sample.NOW);
    }

    @Test
    void nothing_is_old_where_the_mapping_says_so_or_each_event_has_its_own_row() {
        assertThat(wanted("stale: send", "2024-05-30T11:00:00Z").happened()).isEmpty();
        assertThat(wanted("keys: uuid", "2024-05-30T11:00:00Z").happened()).isEmpty();
        assertThat(wanted("keys: { Contact Key: $.userId, Id: $.messageId }", "2024-05-30T11:00:00Z")
                        .happened())
                .isEmpty();
    }

    @Test
    void what_overwrites_nothing_cannot_be_old() {
        var contact = Sample.map(
                "- name: all\n  when: {}\n  do: sfmcCreateContact\n  to: {}\n", "{type:'identify', userId:'u'}");
        assertThat(((Mapped.Wanted) contact).happened()).isEmpty();
    }

    @Test
    void durations_have_units() {
        assertThat(wanted("afterWait: 90s", "2024-05-30T11:00:00Z").afterWait()).isEqualTo(Duration.ofSeconds(90));
        assertThat(wanted("afterWait: 7d", "2024-05-30T11:00:00Z").afterWait()).isEqualTo(Duration.ofDays(7));
        assertThat(wanted("onUnknown: repeat", "2024-05-30T11:00:00Z").onUnknown())
                .isEqualTo(OnUnknown.REPEAT);
    }
}
