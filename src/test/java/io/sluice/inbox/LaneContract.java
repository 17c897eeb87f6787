package io.sluice.inbox;

import static io.sluice.inbox.Rows.parked;
import static io.sluice.inbox.Rows.refused;
import static io.sluice.inbox.Rows.row;
import static io.sluice.inbox.Rows.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.delivery.Reason;
import io.sluice.inbox.DeliveryRow.State;
import io.sluice.inbox.Store.OpenKey;
import io.sluice.inbox.Store.Pause;
import io.sluice.inbox.Store.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store promises about lanes, their rows, their counts and their accounts. */
abstract class LaneContract extends StoreTestBase {
    private void insert(DeliveryRow... rows) throws Exception {
        writing(tx -> tx.insert(List.of(rows)));
    }

    /** For a second. */
    static Optional<Long> lease(Store store, String holder) throws Exception {
        return get(store.write(Urgency.SETTLE, tx -> tx.lease("main", holder, 1_000)));
    }

    @Test
    void a_new_lane_begins_at_the_end_of_the_log_and_a_known_one_keeps_its_position() throws Exception {
        accept(events("old", 3));
        long end = store.logEnd();
        writing(tx -> tx.register("lane", "main"));
        assertThat(store.lane("lane")).isEqualTo(new LaneRow("lane", "main", end, "", 0, 0, Optional.empty()));

        accept(events("new", 2));
        writing(tx -> tx.register("lane", "second"));

        assertThat(store.lane("lane")).isEqualTo(new LaneRow("lane", "second", end, "", 0, 0, Optional.empty()));
        assertThatThrownBy(() -> store.lane("other")).hasMessageContaining("'other' is not registered");
    }

    @Test
    void a_lane_on_an_empty_log_begins_before_the_first_event() throws Exception {
        writing(tx -> tx.register("lane", "main"));

        assertThat(store.lane("lane").position()).isZero();
    }

    @Test
    void moving_removes_the_marks_that_the_position_has_passed() throws Exception {
        writing(tx -> tx.register("lane", "main"));
        insert(
                row("lane", 1, "m", "k1", State.DONE, null),
                row("lane", 9, "m", "k2", State.DONE, null),
                refused("lane", 2, "m", "k3"),
                waiting("lane", 3, "m", "k4", 0L),
                row("other", 1, "m", "k5", State.DONE, null));

        writing(tx -> tx.move("lane", 5, "7-8"));

        assertThat(store.lane("lane").position()).isEqualTo(5);
        assertThat(store.lane("lane").ahead()).isEqualTo("7-8");
        assertThat(store.rowsAfter("lane", 0)).extracting(DeliveryRow::seq).containsExactly(2L, 3L, 9L);
        assertThat(store.rowsAfter("lane", 5)).extracting(DeliveryRow::seq).containsExactly(9L);
        assertThat(store.rowsAfter("other", 0)).hasSize(1);
    }

    @Test
    void rows_come_back_as_they_were_written_and_overwritten() throws Exception {
        var first = waiting("lane", 1, "m", "Zoë\uFFFD", null);
        insert(first, waiting("lane", 1, "n", "k", 5L));
        assertThat(store.rowsAfter("lane", 0)).contains(first);

        var parked = parked("lane", 1, "m", "Zoë\uFFFD", 500);
        writing(tx -> tx.update(List.of(parked)));

        assertThat(store.rowsInState("lane", State.PARKED)).containsExactly(parked);
        writing(tx -> tx.delete(List.of(parked)));
        assertThat(store.rowsAfter("lane", 0)).extracting(DeliveryRow::mapping).containsExactly("n");
    }

    @Test
    void finds_the_rows_in_a_state() throws Exception {
        insert(
                row("lane", 2, "m", "k2", State.SENDING, null),
                row("lane", 1, "m", "k1", State.SENDING, null),
                refused("lane", 3, "m", "k3"),
                row("other", 4, "m", "k4", State.SENDING, null));

        assertThat(store.rowsInState("lane", State.SENDING))
                .extracting(DeliveryRow::seq)
                .containsExactly(1L, 2L);
        assertThat(store.rowsInState("lane", State.REFUSED)).hasSize(1);
        assertThat(store.rowsInState("lane", State.DONE)).isEmpty();
    }

    @Test
    void finds_those_whose_turn_has_come_by_turn_then_number() throws Exception {
        insert(
                parked("lane", 1, "m", "k1", 300),
                waiting("lane", 4, "m", "k4", 200L),
                waiting("lane", 3, "m", "k3", 200L),
                waiting("lane", 2, "m", "k2", null),
                row("lane", 5, "m", "k5", State.SENDING, null),
                parked("lane", 6, "m", "k6", 301),
                parked("other", 7, "m", "k7", 100));

        assertThat(store.due("lane", 300, 10)).extracting(DeliveryRow::seq).containsExactly(3L, 4L, 1L);
        assertThat(store.due("lane", 300, 2)).extracting(DeliveryRow::seq).containsExactly(3L, 4L);
        assertThat(store.due("lane", 199, 10)).isEmpty();
    }

    @Test
    void counts_the_open_rows_of_each_key() throws Exception {
        insert(
                parked("lane", 1, "m", "a", 1),
                waiting("lane", 2, "m", "a", null),
                row("lane", 3, "m", "b", State.SENDING, null),
                refused("lane", 4, "m", "c"),
                row("lane", 5, "m", "d", State.DONE, null),
                waiting("other", 6, "m", "e", null));

        assertThat(store.openKeys("lane"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(new MappingKey("m", "a"), 2, new MappingKey("m", "b"), 1));
    }

    @Test
    void freeing_a_key_gives_its_lowest_row_the_turn_and_no_other() throws Exception {
        insert(
                waiting("lane", 12, "m", "a", null),
                waiting("lane", 11, "m", "a", null),
                refused("lane", 10, "m", "a"),
                waiting("lane", 13, "m", "b", null),
                waiting("lane", 14, "m", "untouched", null),
                waiting("other", 1, "m", "a", null));

        writing(tx -> tx.free("lane", List.of("a", "b", "no such key")));

        assertThat(store.due("lane", store.now(), 10))
                .extracting(DeliveryRow::seq)
                .containsExactly(11L, 13L);
        assertThat(store.due("other", store.now(), 10)).isEmpty();
    }

    @Test
    void freeing_a_key_twice_frees_one_row() throws Exception {
        insert(waiting("lane", 11, "m", "a", null), waiting("lane", 12, "m", "a", null));

        writing(tx -> tx.free("lane", List.of("a")));
        writing(tx -> tx.free("lane", List.of("a")));

        assertThat(store.due("lane", store.now(), 10))
                .extracting(DeliveryRow::seq)
                .containsExactly(11L);
    }

    @Test
    void a_key_with_a_head_is_not_freed() throws Exception {
        insert(row("lane", 11, "m", "a", State.SENDING, null), waiting("lane", 12, "m", "a", null));

        writing(tx -> tx.free("lane", List.of("a")));

        assertThat(store.due("lane", Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void pauses_and_their_ends_are_kept() throws Exception {
        writing(tx -> tx.register("lane", "main"));
        assertThat(store.pause("main")).isEmpty();

        writing(tx -> {
            tx.pauseAccount("main", 77, Optional.of(Reason.THROTTLED));
            tx.pauseLane("lane", 88, Optional.of(Reason.TARGET_UNKNOWN));
        });
        assertThat(store.pause("main")).hasValue(new Pause(77, Reason.THROTTLED));
        assertThat(store.lane("lane").pausedUntil()).isEqualTo(88);
        assertThat(store.lane("lane").reason()).hasValue(Reason.TARGET_UNKNOWN);

        writing(tx -> {
            tx.pauseAccount("main", 0, Optional.empty());
            tx.pauseLane("lane", 0, Optional.empty());
        });
        assertThat(store.pause("main")).isEmpty();
        assertThat(store.lane("lane").reason()).isEmpty();
    }

    @Test
    void a_pause_counts_from_its_first_failure_until_it_ends() throws Exception {
        writing(tx -> tx.register("lane", "main"));
        var begun = clock.instant();
        pause(1, Optional.of(Reason.UNAVAILABLE));
        clock.advance(Duration.ofMinutes(5));
        pause(2, Optional.of(Reason.CREDENTIALS));
        assertThat(store.paused())
                .containsExactlyInAnyOrder(
                        new Paused("main", Optional.empty(), Reason.CREDENTIALS, begun, Instant.ofEpochMilli(2)),
                        new Paused("main", Optional.of("lane"), Reason.CREDENTIALS, begun, Instant.ofEpochMilli(2)));

        pause(0, Optional.empty());
        assertThat(store.paused()).isEmpty();
        clock.advance(Duration.ofMinutes(5));
        pause(3, Optional.of(Reason.BLOCKED));
        assertThat(store.paused()).hasSize(2).allSatisfy(one -> assertThat(one.since())
                .isEqualTo(clock.instant()));
    }

    private void pause(long until, Optional<Reason> reason) throws Exception {
        writing(tx -> {
            tx.pauseAccount("main", until, reason);
            tx.pauseLane("lane", until, reason);
        });
    }

    @Test
    void the_holder_keeps_its_fence_and_a_new_holder_gets_a_higher_one() throws Exception {
        long first = lease(store, "a").orElseThrow();
        assertThat(lease(store, "a")).hasValue(first);

        clock.advance(Duration.ofMillis(1_001));
        long second = lease(store, "b").orElseThrow();

        assertThat(second).isGreaterThan(first);
        writing(tx -> tx.fence("main", second));
        assertThatThrownBy(() -> writing(tx -> tx.fence("main", first))).hasCauseInstanceOf(Tx.LeaseLost.class);
        assertThatThrownBy(() -> writing(tx -> tx.fence("nobody's", 1))).hasCauseInstanceOf(Tx.LeaseLost.class);
    }

    @Test
    void an_account_that_was_given_back_is_free_at_once() throws Exception {
        long first = lease(store, "a").orElseThrow();
        writing(tx -> tx.release("main", "b", 0));
        writing(tx -> tx.fence("main", first));

        writing(tx -> tx.release("main", "a", 0));

        assertThat(lease(store, "b").orElseThrow()).isGreaterThan(first);
    }

    @Test
    void an_account_that_was_given_back_with_a_rest_is_nobodys_until_that_is_over() throws Exception {
        long first = lease(store, "a").orElseThrow();
        writing(tx -> tx.release("main", "a", 500));

        assertThat(lease(store, "b")).isEmpty();
        clock.advance(Duration.ofMillis(500));

        assertThat(lease(store, "b").orElseThrow()).isGreaterThan(first);
    }

    @Test
    void a_paused_account_can_be_leased() throws Exception {
        writing(tx -> tx.pauseAccount("main", 77, Optional.of(Reason.BLOCKED)));

        assertThat(lease(store, "a")).isPresent();
        assertThat(store.pause("main")).isPresent();
    }

    @Test
    void adds_up_what_is_counted() throws Exception {
        var delivered = new Count("lane", "m", "delivered", "");
        var refused = new Count("lane", "m", "refused", "row_rejected");
        writing(tx -> tx.count(Map.of(delivered, 3L, refused, 1L)));
        writing(tx -> tx.count(Map.of(delivered, 4L)));

        assertThat(store.totals().counts()).isEqualTo(Map.of(delivered, 7L, refused, 1L));
    }

    @Test
    void totals_tell_what_is_open_and_how_far_behind_a_lane_is() throws Exception {
        writing(tx -> tx.register("lane", "main"));
        accept(events("e1", 1));
        long parkedSeq = store.logEnd();
        clock.advance(Duration.ofSeconds(10));
        accept(events("e2", 2));
        insert(parked("lane", parkedSeq, "m", "k", 1), refused("lane", parkedSeq, "n", "k"));
        writing(tx -> tx.move("lane", parkedSeq, ""));
        clock.advance(Duration.ofSeconds(5));

        var totals = store.totals();
        assertThat(totals.open()).isEqualTo(Map.of(new OpenKey("lane", "m", "parked"), 1L));
        assertThat(totals.lag()).isEqualTo(Map.of("lane", 2L));
        assertThat(totals.oldestMillis()).isEqualTo(Map.of("lane", 15_000L));

        writing(tx -> tx.delete(List.of(parked("lane", parkedSeq, "m", "k", 1))));
        assertThat(store.totals().oldestMillis()).isEqualTo(Map.of("lane", 5_000L));
        writing(tx -> tx.move("lane", store.logEnd(), ""));
        assertThat(store.totals().lag()).isEqualTo(Map.of("lane", 0L));
        assertThat(store.totals().oldestMillis()).isEmpty();
    }

    @Test
    void calls_are_recorded() throws Exception {
        writing(tx -> tx.record(List.of(new CallRow("lane", "main/dataExtension/x", 3, 9, 5, 2, 200, "", 1_000, 45))));

        assertThat(database.number("SELECT first_seq * 1000 + last_seq * 100 + rows * 10 + calls FROM call"))
                .isEqualTo(3_000 + 900 + 50 + 2);
    }
}
