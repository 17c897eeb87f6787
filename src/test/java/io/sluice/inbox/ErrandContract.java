package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.delivery.Failure;
import io.sluice.delivery.Newest;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.event.Event;
import io.sluice.event.EventType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What commands have the holder of a lane do to it, on either store. */
abstract class ErrandContract extends CommandTestBase {
    @Test
    void a_refused_row_is_sent_again_as_if_for_the_first_time() throws Exception {
        acceptRow("m1", "a", 1);
        deliver(REFUSED);
        assertThat(leftOf(lane)).isEmpty();

        replay(selection(DeliveryState.REFUSED));

        var again = next(lane);
        assertThat(handed(again)).containsExactly("m1");
        assertThat(again.get(0).attempts()).isZero();
        nothingIsLost();
        settle(lane, again, DELIVERED);
        nothingIsLost();
        assertThat(counted("delivered")).isEqualTo(1);
        assertThat(counted("refused")).as("what was counted stays counted").isEqualTo(1);
        assertThat(store.rowsAfter("lane", 0)).isEmpty();
    }

    @Test
    void a_key_is_sent_from_the_oldest_selected_event_to_the_newest_one_and_no_other_key() throws Exception {
        acceptRow("a0", "a", 0);
        acceptRow("a1", "a", 1);
        acceptRow("b1", "b", 1);
        acceptRow("a2", "a", 2);
        deliver(DELIVERED);
        assertThat(leftOf(lane)).isEmpty();

        replay(ofMessage("a1"));

        assertThat(handed(next(lane))).containsExactly("a1", "a2");
    }

    @Test
    void what_was_written_after_them_makes_none_of_them_stale() throws Exception {
        acceptRow("a1", "a", 1);
        deliver(DELIVERED);
        var newest = Newest.NOTHING.with(OrderedRows.wanted("a", Long.MAX_VALUE, Map.of("n", "9")));
        writing(tx -> tx.rememberNewest("lane", Map.of("lane-rows|a", newest, "lane-rows|b", newest)));

        replay(ofMessage("a1"));

        assertThat(store.newest("lane", List.of("lane-rows|a", "lane-rows|b"))).containsOnlyKeys("lane-rows|b");
        assertThat(handed(next(lane))).containsExactly("a1");
    }

    @Test
    void what_comes_meanwhile_goes_after_what_is_sent_again() throws Exception {
        acceptRow("a1", "a", 1);
        deliver(DELIVERED);
        acceptRow("a2", "a", 2);

        replay(ofMessage("a1"));

        var first = next(lane);
        assertThat(handed(first)).containsExactly("a1");
        settle(lane, first, DELIVERED);
        assertThat(handed(next(lane))).containsExactly("a2");
        nothingIsLost();
    }

    @Test
    void what_was_under_way_is_settled_first() throws Exception {
        acceptRow("a1", "a", 1);
        acceptRow("b1", "b", 1);
        var underWay = next(lane);
        lane.stop();
        assertThat(Lanes.settled(List.of(lane), Duration.ZERO)).isFalse();
        assertThat(lane.next()).isEmpty();
        settle(lane, underWay, DELIVERED);

        replay(ofMessage("a1"));

        assertThat(handed(next(lane))).containsExactly("a1");
    }

    @Test
    void a_parked_row_is_tried_at_once_and_passes_no_second_time() throws Exception {
        acceptRow("m1", "a", 1);
        deliver(new Outcome.Parked(Reason.ROW_FAILED, "busy"));
        assertThat(leftOf(lane)).isEmpty();

        replay(selection(DeliveryState.PARKED));

        settle(lane, next(lane), DELIVERED);
        assertThat(counted("passed")).isEqualTo(2); // by each of the two mappings
        nothingIsLost();
    }

    @Test
    void what_must_not_be_repeated_is_repeated_only_by_name_and_then_alone() throws Exception {
        accept(List.of(ModelFlow.event("f1", "fire", "a", 1, clock.instant())));
        deliver(DELIVERED);
        accept(List.of(ModelFlow.event("f2", "fire", "a", 2, clock.instant())));
        deliver(DELIVERED);

        assertThat(carriedOut(new Errand.Replay(ofMessage("f1"), Set.of())))
                .contains("lane-fires: 1 left alone: it must not be repeated (--again lane-fires repeats it)");
        assertThat(leftOf(lane)).isEmpty();

        replay(ofMessage("f1"), "lane-fires");

        assertThat(handed(leftOf(lane))).containsExactly("f1");
    }

    @Test
    void the_mapping_of_today_decides() throws Exception {
        accept(List.of(ModelFlow.event("bad", "bad", "a", 1, clock.instant())));
        assertThat(leftOf(lane)).isEmpty();

        assertThat(carriedOut(new Errand.Replay(selection(DeliveryState.REFUSED), Set.of())))
                .isEqualTo("lane-rows: 1 left alone: refused by the mapping of today, key_missing");
        nothingIsLost();
        assertThat(commands().deliveries(selection(DeliveryState.REFUSED), 10)).hasSize(1);
    }

    @Test
    void what_has_not_been_read_is_left_to_come() throws Exception {
        acceptRow("m1", "a", 1);

        assertThat(carriedOut(new Errand.Replay(ofMessage("m1"), Set.of())))
                .contains("lane-rows: 1 still to be sent anyway");

        assertThat(handed(next(lane))).containsExactly("m1");
        nothingIsLost();
    }

    @Test
    void a_paused_lane_hands_out_nothing_until_it_is_resumed_whatever_the_pause_was_for() throws Exception {
        carriedOut(new Errand.Pause());
        acceptRow("m1", "a", 1);
        clock.advance(Duration.ofDays(300));
        assertThat(leftOf(lane)).isEmpty();
        assertThat(commands().paused()).singleElement().satisfies(paused -> {
            assertThat(paused.lane()).contains("lane");
            assertThat(paused.reason()).isEqualTo(Reason.OPERATOR);
            assertThat(paused.until()).isAfter(clock.instant());
        });

        assertThat(carriedOut(new Errand.Resume())).isEqualTo("The lane lane is resumed.");
        var handed = next(lane);
        var missing = new Failure(Failure.Owner.TARGET, Reason.TARGET_UNKNOWN, Optional.empty(), "");
        settle(lane, handed, new Outcome.Held(Reason.TARGET_UNKNOWN), Optional.of(missing));
        assertThat(leftOf(lane)).isEmpty();

        carriedOut(new Errand.Resume());

        assertThat(handed(next(lane))).containsExactly("m1");
        assertThat(commands().paused()).isEmpty();
    }

    @Test
    void an_errand_whose_account_is_held_by_another_stays_open() throws Exception {
        var id = get(store.clean(tx ->
                ErrandSql.insert(tx.sql(), ModelFlow.ACCOUNT, Optional.of("lane"), new Errand.Pause(), tx.now())));
        var row = store.reads().read(sql -> ErrandSql.one(sql, id));

        new ErrandWork(store, new Replays(store, List.of(flow), ModelFlow::repeatable)).carryOut(row, 77);

        List<ErrandRow> open = store.reads().read(sql -> ErrandSql.open(sql, ModelFlow.ACCOUNT));
        assertThat(open).containsExactly(row);
        assertThat(store.lane("lane").reason()).isEmpty();
    }

    @Test
    void where_nobody_holds_the_account_the_command_carries_it_out_and_gives_it_back() throws Exception {
        writing(tx -> tx.release(ModelFlow.ACCOUNT, "test", 0));
        try (var beside = new CommandStore(besideStore(), flows(flow), ModelFlow::repeatable)) {
            var answer = beside.ask(ModelFlow.ACCOUNT, Optional.of("lane"), new Errand.Pause(), Duration.ofSeconds(30));
            assertThat(answer).isEqualTo(new CommandStore.Answer(true, "The lane lane is paused."));

            var unknown =
                    beside.ask(ModelFlow.ACCOUNT, Optional.of("other"), new Errand.Pause(), Duration.ofSeconds(30));
            assertThat(unknown.done()).isFalse();
            assertThat(unknown.text()).contains("'other' is not registered");
        }
        assertThat(store.lane("lane").reason()).contains(Reason.OPERATOR);
        Optional<Long> next = settle(tx -> tx.lease(ModelFlow.ACCOUNT, "next", 1));
        assertThat(next).isPresent();
    }

    SqlStore besideStore() {
        return SqlStore.beside(database.beside(clock));
    }

    @Test
    void an_unknown_mapping_is_not_repeated_in_silence() {
        var replay = new Errand.Replay(ofMessage("m1"), Set.of("no-such"));
        assertThatThrownBy(() -> commands().plan(replay)).hasMessage("There is no mapping 'no-such' in the routes.");
    }

    @Test
    void too_much_at_a_time_is_refused_with_a_sentence() throws Exception {
        var plan = new ReplayPlan("lane", Set.of("lane-fires"));
        var wanted = wanted("lane-fires", "k");
        var event = new LoggedEvent(1, ModelFlow.event("f", "fire", "k", 1));
        var traced = new Traced("lane", event, "lane-fires", Optional.empty(), Optional.of(wanted), DeliveryState.DONE);
        for (var i = 0; i < ReplayPlan.MOST; i++) {
            plan.select(traced, false);
        }

        assertThatThrownBy(() -> plan.select(traced, false)).hasMessageContaining("more than 50000 deliveries");
    }

    @Test
    void what_comes_from_the_past_fires_nothing_unless_it_is_replayed_by_name() throws Exception {
        var past = ModelFlow.event("f1", "fire", "a", 1, clock.instant());
        accept(List.of(
                new Event(past.source(), "f1", past.type(), past.timestamp(), past.receivedAt(), past.body(), true)));
        assertThat(leftOf(lane)).isEmpty();
        assertThat(told(ofMessage("f1"))).contains("f1 lane-fires filtered imported");
        assertThat(log(store).get(0).event().imported()).isTrue();
        nothingIsLost();

        replay(ofMessage("f1"));
        assertThat(leftOf(lane)).isEmpty();
        replay(ofMessage("f1"), "lane-fires");

        assertThat(handed(next(lane))).containsExactly("f1");
        nothingIsLost();
    }

    @Test
    void errands_come_back_from_the_store_as_they_were_asked_for() {
        for (var errand : List.of(
                new Errand.Pause(), new Errand.Resume(), new Errand.Replay(ofMessage("m1"), Set.of("lane-fires")))) {
            assertThat(Errand.of(errand.kind(), errand.argument())).isEqualTo(errand);
        }
        assertThatThrownBy(() -> Errand.of("dance", "{}")).hasMessage("This version knows no errand 'dance'.");
    }

    @Test
    void what_a_job_stands_for_is_under_way_and_a_replay_waits_for_it() throws Exception {
        acceptRow("m1", "a", 1);
        deliver(new Outcome.Submitted("job-1", 0));
        assertThat(told(ofMessage("m1"))).contains("m1 lane-rows submitted");
        lane.drain();
        assertThat(lane.drained()).isFalse();
        lane.goOn();

        assertThat(carriedOut(new Errand.Replay(ofMessage("m1"), Set.of())))
                .startsWith("The lane lane has jobs whose verdicts are still to be had");
        nothingIsLost();
    }

    @Test
    void a_lane_that_drains_hands_out_nothing_more() throws Exception {
        acceptRow("m0", "a", 0);
        deliver(DELIVERED);
        acceptRow("m1", "a", 1);

        lane.drain();

        assertThat(leftOf(lane)).isEmpty();
        assertThat(lane.drained()).isTrue();
        lane.goOn();
        assertThat(handed(next(lane))).containsExactly("m1");
    }

    @Test
    void what_is_to_be_sent_again_when_its_user_is_deleted_by_command_is_suppressed() throws Exception {
        var known = ModelFlow.event("m1", "row", "a", 1, clock.instant());
        known.body().put("userId", "ann");
        accept(List.of(known));
        deliver(DELIVERED);
        replay(ofMessage("m1"));

        assertThat(commands().accept(List.of(People.delete("d1", "ann", clock.instant()))))
                .isEqualTo(1);

        assertThat(leftOf(lane)).isEmpty();
        assertThat(counted("suppressed")).isEqualTo(1);
        nothingIsLost();
    }

    @Test
    void what_is_of_a_suppressed_user_is_not_sent_again() throws Exception {
        var known = ModelFlow.event("m1", "row", "a", 1, clock.instant());
        known.body().put("userId", "u-9");
        accept(List.of(known));
        deliver(REFUSED);
        var now = clock.instant();
        accept(List.of(new Event(
                "test",
                "d1",
                EventType.DELETE,
                now,
                now,
                known.body().deepCopy().put("kind", "none"))));
        assertThat(leftOf(lane)).isEmpty();

        replay(selection(DeliveryState.REFUSED));

        assertThat(leftOf(lane)).isEmpty();
        assertThat(counted("suppressed")).isEqualTo(1);
        assertThat(told(ofMessage("m1"))).contains("m1 lane-rows suppressed");
        nothingIsLost();
    }
}
