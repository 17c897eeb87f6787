package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DueRowsTest extends LaneTestBase {
    @Test
    void what_has_expired_when_its_turn_comes_is_filtered_and_never_sent() throws Exception {
        var expiresAt = Optional.of(clock.instant().plus(Duration.ofHours(1)));
        var lane = lane(ScriptedFlow.of("lane", event -> wanted("m", "fires", "a", expiresAt, List.of())));
        accept(events("e", 2));
        unavailable(lane, next(lane));
        clock.advance(Duration.ofMinutes(61));

        assertThat(leftOf(lane)).isEmpty();
        assertThat(counted("filtered")).isEqualTo(2);
        assertThat(store.totals().counts()).containsKey(new Count("lane", "m", "filtered", "expired"));
        assertThat(store.totals().open()).isEmpty();
    }

    @Test
    void what_waits_for_other_mappings_is_sent_when_they_have_passed() throws Exception {
        var open = new AtomicBoolean();
        var lane = lane(waiting(), LIMITS, (mappings, seq, keyValues) -> {
            assertThat(mappings).containsExactly("contacts");
            assertThat(keyValues).isEqualTo("a");
            return open.get();
        });
        accept(events("e", 1));

        assertThat(leftOf(lane)).isEmpty();
        open.set(true);
        clock.advance(Duration.ofSeconds(1));
        assertThat(next(lane)).hasSize(1);
    }

    @Test
    void it_waits_no_longer_than_it_is_told_to() throws Exception {
        var lane = lane(waiting(), LIMITS, (mappings, seq, keyValues) -> false);
        accept(events("e", 1));
        clock.advance(Duration.ofSeconds(59));
        assertThat(leftOf(lane)).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        assertThat(next(lane)).hasSize(1);
    }

    private static ScriptedFlow waiting() {
        return ScriptedFlow.of("lane", event -> wanted("m", "rows", "target|a", Optional.empty(), List.of("contacts")));
    }

    @Test
    void a_row_whose_mapping_is_gone_is_filtered() throws Exception {
        var gone = new AtomicBoolean();
        var lane = lane(
                new ScriptedFlow("lane", Set.of("m"), event -> gone.get() ? List.of() : List.of(wanted("m", "a"))));
        accept(events("e", 1));
        unavailable(lane, next(lane));
        gone.set(true);
        clock.advance(Duration.ofMinutes(2));

        assertThat(leftOf(lane)).isEmpty();
        assertThat(store.totals().counts()).containsKey(new Count("lane", "m", "filtered", "mapping_removed"));
        assertThat(Conservation.differences(store.totals()).values()).containsOnly(0L);
    }

    @Test
    void what_its_mapping_refuses_by_now_is_kept_as_refused() throws Exception {
        var worse = new AtomicBoolean();
        var lane = lane(ScriptedFlow.of(
                "lane",
                event -> worse.get() ? new Mapped.Refused("m", Reason.VALUE_INVALID, "no date") : wanted("m", "a")));
        accept(events("e", 1));
        unavailable(lane, next(lane));
        worse.set(true);
        clock.advance(Duration.ofMinutes(2));

        assertThat(leftOf(lane)).isEmpty();
        assertThat(store.rowsInState("lane", DeliveryRow.State.REFUSED))
                .singleElement()
                .extracting(DeliveryRow::reason)
                .isEqualTo(Optional.of(Reason.VALUE_INVALID));
    }

    @Test
    void the_rows_of_a_key_go_together_and_in_order() throws Exception {
        var lane = lane(ScriptedFlow.of("lane", event -> wanted("m", "a")));
        accept(events("e", 3));
        unavailable(lane, next(lane));
        accept(events("later", 2));
        clock.advance(Duration.ofMinutes(2));

        var probe = next(lane);
        assertThat(probe).extracting(Delivery::messageId).startsWith("e-0", "e-1", "e-2");
        assertThat(batches(probe)).hasSize(1);
    }

    @Test
    void only_what_waits_for_its_own_turn_waits() throws Exception {
        var lane = lane(ScriptedFlow.of("lane", event -> wanted("m", event.messageId())));
        accept(events("e", 2));
        var both = next(lane);
        settle(lane, both, new Outcome.Parked(Reason.ROW_FAILED, ""));
        assertThat(leftOf(lane)).as("their turn has not come").isEmpty();
        clock.advance(Duration.ofSeconds(1));

        assertThat(next(lane)).extracting(Delivery::attempts).containsOnly(1);
    }

    @Test
    void very_many_rows_of_few_keys_do_not_come_all_at_once() throws Exception {
        var lane = lane(ScriptedFlow.of("lane", event -> wanted("m", keyOf(event.messageId()))));
        accept(events("e", 400));
        settle(lane, next(lane), new Outcome.Parked(Reason.ROW_FAILED, ""));
        assertThat(leftOf(lane))
                .as("everything else waits behind four parked rows")
                .isEmpty();
        clock.advance(Duration.ofSeconds(1));

        var handed = next(lane);
        assertThat(handed.size()).isLessThanOrEqualTo(LIMITS.inFlight() + 100);
        assertThat(handed.stream().map(one -> one.wanted().key()).distinct().count())
                .isLessThanOrEqualTo(LIMITS.batch());
    }

    /** One of four keys. */
    private static String keyOf(String messageId) {
        return "k" + Integer.parseInt(messageId.substring(2)) % 4;
    }
}
