package io.sluice.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.inbox.DeliveryState;
import io.sluice.inbox.Selection;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SelectionOptionsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @Command
    private static final class Words {
        @Mixin
        SelectionOptions options;
    }

    private static SelectionOptions options(String... words) {
        var parsed = new Words();
        new CommandLine(parsed).parseArgs(words);
        return parsed.options;
    }

    private static Selection selection(String... words) {
        return options(words).selection(NOW);
    }

    @Test
    void without_options_it_is_what_is_not_done() {
        assertThat(selection().states()).isEqualTo(DeliveryState.WITH_ROW);
        assertThat(options().isEmpty()).isTrue();
        assertThat(selection("--mapping", "contacts").states()).isEqualTo(DeliveryState.WITH_ROW);
    }

    @Test
    void of_one_event_user_or_key_it_is_everything() {
        assertThat(selection("--message-id", "m").states()).containsExactlyInAnyOrder(DeliveryState.values());
        assertThat(selection("--user", "u").states()).containsExactlyInAnyOrder(DeliveryState.values());
        assertThat(selection("--key", "k").states()).containsExactlyInAnyOrder(DeliveryState.values());
        assertThat(selection("--key", "k", "--state", "refused").states()).containsExactly(DeliveryState.REFUSED);
    }

    @Test
    void states_may_be_several_or_all() {
        assertThat(selection("--state", "done,parked").states())
                .containsExactlyInAnyOrder(DeliveryState.DONE, DeliveryState.PARKED);
        assertThat(selection("--state", "all").states()).containsExactlyInAnyOrder(DeliveryState.values());
        assertThatThrownBy(() -> selection("--state", "lost"))
                .hasMessage(
                        "There is no state 'lost'; there are unread, waiting, parked, sending, submitted, refused, done, filtered,"
                                + " suppressed and all.");
    }

    @Test
    void a_time_is_a_moment_or_so_long_ago() {
        assertThat(selection("--since", "2h").since()).contains(Instant.parse("2026-11-26T10:00:00Z"));
        assertThat(selection("--since", "7d").since()).contains(Instant.parse("2026-11-19T12:00:00Z"));
        assertThat(selection("--until", "2026-11-26T11:30:00Z").until())
                .contains(Instant.parse("2026-11-26T11:30:00Z"));
        assertThatThrownBy(() -> selection("--since", "lately")).hasMessageStartingWith("'lately' is no time");
    }

    @Test
    void an_unknown_reason_is_told() {
        assertThat(selection("--reason", "row_rejected").reason()).contains("row_rejected");
        assertThatThrownBy(() -> selection("--reason", "because")).hasMessageContaining("row_rejected");
    }
}
