package io.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Time here is the order of the turns: one call passes, then the next. */
class TurnsTest {
    private final Turns turns = new Turns();
    private final List<String> passed = new ArrayList<>();

    private void waits(String flow, int weight, int calls) {
        for (var i = 0; i < calls; i++) {
            turns.next(flow, weight).thenRun(() -> passed.add(flow));
        }
    }

    /** So many calls pass the throttle, which opens again and again. */
    private void pass(int calls) {
        for (var i = 0; i < calls; i++) {
            turns.passed();
        }
    }

    private long passed(String flow) {
        return Collections.frequency(passed, flow);
    }

    @Test
    void two_at_a_time_go_for_the_throttle() {
        waits("a", 1, 3);
        assertThat(passed).hasSize(2);
        pass(1);
        assertThat(passed).hasSize(3);
    }

    @Test
    void where_calls_in_flight_are_limited_a_turn_waits_until_one_is_done() {
        var limited = new Turns(3);
        for (var i = 0; i < 5; i++) {
            limited.next("a", 1).thenRun(() -> passed.add("a"));
        }
        limited.passed();
        limited.passed();
        limited.passed();
        assertThat(passed).hasSize(3);
        limited.done();
        assertThat(passed).hasSize(4);
        limited.passed();
        limited.done();
        assertThat(passed).hasSize(5);
    }

    @Test
    void flows_with_a_backlog_share_the_calls_by_weight() {
        waits("heavy", 3, 1000);
        waits("light", 1, 1000);
        pass(400);
        assertThat(passed("heavy")).isBetween(300L, 303L);
        assertThat(passed("light")).isBetween(99L, 102L);
    }

    @Test
    void the_parts_of_a_flow_take_its_turns_one_by_one_and_have_no_more_of_them_than_it_has() {
        for (var i = 0; i < 100; i++) {
            turns.next("sync", "assets", 1).thenRun(() -> passed.add("assets"));
        }
        waits("other", 1, 100);
        pass(10);
        turns.next("sync", "lists", 1).thenRun(() -> passed.add("lists"));
        turns.next("sync", "lists", 1).thenRun(() -> passed.add("lists"));
        pass(8);
        assertThat(passed.subList(12, 20)).containsSubsequence("lists", "assets", "lists");
        pass(20);
        assertThat(passed("other")).isBetween(19L, 21L);
        assertThat(passed("lists")).isEqualTo(2);
    }

    @Test
    void shares_hold_when_each_call_asks_again_only_when_the_one_before_is_through() {
        again("heavy", 3, 8);
        again("light", 1, 8);
        pass(400);
        assertThat(passed("heavy")).isBetween(298L, 304L);
    }

    private void again(String flow, int weight, int atATime) {
        for (var i = 0; i < atATime; i++) {
            askAgain(flow, weight);
        }
    }

    private void askAgain(String flow, int weight) {
        turns.next(flow, weight).thenRun(() -> {
            passed.add(flow);
            if (passed.size() < 500) {
                askAgain(flow, weight);
            }
        });
    }

    @Test
    void the_first_call_of_an_idle_flow_waits_for_no_more_than_two() {
        waits("backlog", 100, 10_000);
        pass(500);
        var before = passed.size();
        waits("idle", 1, 1);
        pass(1);
        assertThat(passed.subList(before, passed.size())).containsExactly("idle");
    }

    @Test
    void who_was_idle_has_not_saved_up_turns() {
        waits("busy", 1, 1000);
        pass(500);
        waits("late", 1, 1000);
        pass(100);
        assertThat(passed("late")).isBetween(49L, 51L);
    }

    @Test
    void whoever_waits_gets_its_turn_whatever_the_weights() {
        var seed = System.nanoTime();
        System.out.println("TurnsTest: seed " + seed);
        var random = new Random(seed);
        for (var i = 0; i < 2000; i++) {
            waits("flow" + random.nextInt(7), 1 + random.nextInt(100), 1);
            pass(random.nextInt(2) == 0 && passed.size() > i / 2 ? 1 : 0);
        }
        pass(2000);
        assertThat(passed).hasSize(2000);
    }
}
