package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a settlement writes, seen in the store. */
class SettlementTest extends LaneTestBase {
    private static final Outcome PARKED = new Outcome.Parked(Reason.ROW_FAILED, "busy");
    private static final Outcome HELD = new Outcome.Held(Reason.UNAVAILABLE);

    private Settlement settlement;

    @BeforeEach
    void begin() throws Exception {
        writing(tx -> tx.register("lane", "main"));
        settlement = settlement(0);
    }

    private Settlement settlement(long position) {
        return new Settlement("lane", position, new Backoff(Duration.ofHours(72), () -> Long.MAX_VALUE), store.now());
    }

    private void land(long seq, String key, Outcome outcome) {
        settlement.add(
                new Landing(new Flight(delivery(seq, wanted("m", key)), Optional.empty(), Optional.empty()), outcome));
    }

    private void land(DeliveryRow row, Outcome outcome) {
        settlement.add(new Landing(Flight.of(delivery(row.seq(), wanted("m", row.key())), row), outcome));
    }

    private List<DeliveryRow> settled() throws Exception {
        settlement.settle();
        writing(settlement::in);
        return store.rowsAfter("lane", 0);
    }

    @Test
    void what_came_from_the_log_and_is_final_needs_no_row() throws Exception {
        land(1, "a", new Outcome.Delivered());
        land(2, "b", new Outcome.Merged());
        land(3, "c", new Outcome.Stale());
        land(4, "d", new Outcome.Suppressed());

        assertThat(settled()).isEmpty();
        assertThat(store.totals().counts())
                .containsOnly(one("delivered", ""), one("merged", ""), one("stale", ""), one("suppressed", ""));
        assertThat(settlement.touched()).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(settlement.heads()).isEmpty();
    }

    @Test
    void what_is_refused_is_kept_with_its_reason_and_blocks_nothing() throws Exception {
        land(1, "a", new Outcome.Refused(Reason.ROW_REJECTED, "too long"));

        assertThat(settled()).singleElement().satisfies(row -> {
            assertThat(row.state()).isEqualTo(DeliveryRow.State.REFUSED);
            assertThat(row.reason()).contains(Reason.ROW_REJECTED);
            assertThat(row.detail()).isEqualTo("too long");
            assertThat(row.nextAt()).isEmpty();
        });
        assertThat(store.totals().counts()).containsOnly(one("refused", "row_rejected"));
        assertThat(settlement.heads()).isEmpty();
        assertThat(settlement.opened()).isEmpty();
    }

    @Test
    void of_a_key_only_the_first_has_a_turn_whatever_the_order_of_landing() throws Exception {
        land(3, "a", HELD);
        land(2, "a", HELD);
        land(1, "a", PARKED);

        var rows = settled();
        assertThat(rows).extracting(DeliveryRow::seq).containsExactly(1L, 2L, 3L);
        assertThat(rows.get(0).state()).isEqualTo(DeliveryRow.State.PARKED);
        assertThat(rows.get(0).nextAt()).isPresent();
        assertThat(rows.get(0).attempts()).isEqualTo(1);
        assertThat(rows.subList(1, 3)).allSatisfy(row -> {
            assertThat(row.state()).isEqualTo(DeliveryRow.State.WAITING);
            assertThat(row.nextAt()).isEmpty();
            assertThat(row.attempts()).isZero();
        });
        assertThat(settlement.heads()).containsExactly("a");
    }

    @Test
    void what_is_held_has_its_turn_at_once_and_used_up_no_patience() throws Exception {
        land(row(Duration.ofHours(71)), HELD);

        assertThat(settled()).singleElement().satisfies(row -> {
            assertThat(row.state()).isEqualTo(DeliveryRow.State.WAITING);
            assertThat(row.nextAt()).contains(store.now());
            assertThat(row.triedMillis()).isEqualTo(Duration.ofHours(71).toMillis());
            assertThat(row.attempts()).isEqualTo(40);
        });
    }

    @Test
    void a_row_that_was_tried_for_too_long_is_refused_with_its_last_reason_and_the_next_gets_the_turn()
            throws Exception {
        land(row(Duration.ofHours(72).minusMillis(1)), PARKED);
        land(2, "a", HELD);

        var rows = settled();
        assertThat(rows.get(0).state()).isEqualTo(DeliveryRow.State.REFUSED);
        assertThat(rows.get(0).reason()).contains(Reason.RETRIES_USED_UP);
        assertThat(rows.get(0).detail()).isEqualTo("last: row_failed busy");
        assertThat(rows.get(1).nextAt()).isPresent();
        assertThat(settlement.closed()).hasSize(1);
    }

    @Test
    void a_final_row_leaves_a_mark_until_the_position_has_passed_it() throws Exception {
        land(row(Duration.ZERO), new Outcome.Delivered());
        assertThat(settled()).singleElement().extracting(DeliveryRow::state).isEqualTo(DeliveryRow.State.DONE);

        settlement = settlement(1);
        land(store.rowsAfter("lane", 0).get(0), new Outcome.Delivered());
        assertThat(settled()).isEmpty();
    }

    /** In the store, with so much of its patience used up. */
    private DeliveryRow row(Duration tried) throws Exception {
        var row = new DeliveryRow(
                "lane",
                1,
                "m",
                "a",
                DeliveryRow.State.PARKED,
                Optional.of(0L),
                40,
                tried.toMillis(),
                Optional.of(Reason.ROW_FAILED),
                "");
        writing(tx -> tx.insert(List.of(row)));
        return row;
    }

    private static Map.Entry<Count, Long> one(String what, String reason) {
        return Map.entry(new Count("lane", "m", what, reason), 1L);
    }
}
