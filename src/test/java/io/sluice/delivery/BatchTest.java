package io.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final Target TABLE = new Target("main", "table", "people");
    private static final Clock CLOCK = Clock.fixed(Deliveries.NOON, ZoneOffset.UTC);
    private static final Failure AWAY =
            new Failure(Failure.Owner.ACCOUNT, Reason.UNAVAILABLE, Optional.of(Duration.ofSeconds(5)), "away");

    private final FakeDestination destination = new FakeDestination(50, true);
    private final Deliveries deliveries = new Deliveries(destination, TABLE);

    @Test
    void sends_all_rows_in_one_call() {
        var batch = open(deliveries.next("a"), deliveries.next("b"));
        destination.take(batch);
        assertThat(words(batch)).containsExactly("Delivered", "Delivered");
        assertThat(batch.calls()).isEqualTo(1);
        assertThat(batch.status()).isEqualTo(200);
        assertThat(batch.failure()).isEmpty();
    }

    @Test
    void never_sends_more_rows_than_a_call_takes() {
        var many = new ArrayList<Delivery>();
        for (var i = 0; i < 120; i++) {
            many.add(deliveries.next("k" + i));
        }
        var batch = new Batches(List.of(destination), CLOCK).open(many);
        destination.take(batch);
        assertThat(destination.calls).extracting(List::size).containsExactly(50, 50, 20);
        assertThat(words(batch)).hasSize(120).containsOnly("Delivered");
    }

    @Test
    void one_bad_row_costs_only_itself() {
        for (var bad = 0; bad < 50; bad++) {
            var fresh = new FakeDestination(50, true);
            var batch = open(fresh, batchWithBadRow(fresh, bad));
            fresh.take(batch);
            assertThat(words(batch).get(bad)).isEqualTo("Refused");
            assertThat(words(batch)).filteredOn("Delivered"::equals).hasSize(49);
            assertThat(fresh.rows).hasSize(49);
            assertThat(batch.calls()).isLessThanOrEqualTo(13);
        }
    }

    @Test
    void merges_the_rows_of_one_key() {
        var batch = open(
                deliveries.next("a", "x", "1", "y", "1"),
                deliveries.next("b", "x", "2"),
                deliveries.next("A", "x", "3"));
        destination.take(batch);
        assertThat(words(batch)).containsExactly("Merged", "Delivered", "Delivered");
        assertThat(destination.calls).containsExactly(List.of("A", "b"));
        assertThat(destination.rows.get("A")).isEqualTo(Map.of("x", "3", "y", "1"));
    }

    @Test
    void sends_one_by_one_what_was_refused_as_one() {
        var batch =
                open(deliveries.next("a", "x", "1"), deliveries.next("a", "y", "bad"), deliveries.next("a", "z", "3"));
        destination.take(batch);
        assertThat(words(batch)).containsExactly("Delivered", "Refused", "Delivered");
        assertThat(destination.rows.get("a")).isEqualTo(Map.of("x", "1", "z", "3"));
    }

    @Test
    void what_another_has_written_is_tried_twice_more_and_then_refused() {
        var first = deliveries.next("a", "x", "taken");
        var words = new ArrayList<String>();
        for (var attempts = 0; attempts < 4; attempts++) {
            var batch = open(Deliveries.tried(first, attempts));
            destination.take(batch);
            words.addAll(words(batch));
        }
        assertThat(words).containsExactly("Parked", "Parked", "Refused", "Refused");
    }

    @Test
    void holds_what_comes_after_a_parked_row_of_its_key() {
        var batch = open(deliveries.next("a", "x", "busy"), deliveries.next("b"), deliveries.next("a", "y", "2"));
        destination.take(batch);
        assertThat(words(batch)).containsExactly("Parked", "Delivered", "Held");
        assertThat(batch.failure()).isEmpty();
    }

    @Test
    void holds_the_later_ones_of_a_key_when_an_earlier_one_is_parked_on_its_own() {
        var batch = open(
                deliveries.next("a", "x", "1"),
                deliveries.next("a", "y", "busy"),
                deliveries.next("a", "z", "bad"),
                deliveries.next("a", "u", "4"));
        batch.next();
        batch.read(FakeDestination.answer(400));
        destination.take(batch);
        assertThat(words(batch)).containsExactly("Delivered", "Parked", "Held", "Held");
        assertThat(destination.rows.get("a")).isEqualTo(Map.of("x", "1"));
    }

    @Test
    void a_failure_of_the_account_stops_the_batch_and_blames_no_row() {
        var batch = open(deliveries.next("a"), deliveries.next("b", "x", "bad"), deliveries.next("c"));
        batch.next();
        batch.read(FakeDestination.answer(400));
        batch.next();
        batch.read(FakeDestination.answer(200));
        batch.next();
        batch.read(FakeDestination.answer(503));
        assertThat(batch.hasNext()).isFalse();
        assertThat(words(batch)).containsExactly("Delivered", "Held", "Held");
        assertThat(batch.failure())
                .hasValueSatisfying(failure -> assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE));
    }

    @Test
    void a_call_that_was_not_made_is_not_counted() {
        var batch = open(deliveries.next("a"));
        batch.read(new Answer.NotCalled(AWAY));
        assertThat(batch.calls()).isZero();
        assertThat(batch.failure()).contains(AWAY);
        assertThat(outcome(batch)).isEqualTo(new Outcome.Held(Reason.UNAVAILABLE));
    }

    @Test
    void repeats_a_call_whose_answer_says_nothing_about_the_rows() {
        var batch = open(deliveries.next("a"));
        var first = batch.next();
        batch.repeat(FakeDestination.answer(401));
        assertThat(batch.hasNext()).isTrue();
        assertThat(batch.next()).isEqualTo(first);
        batch.read(FakeDestination.answer(200));
        assertThat(batch.calls()).isEqualTo(2);
        assertThat(outcome(batch)).isEqualTo(new Outcome.Delivered());
    }

    @Test
    void an_unknown_outcome_is_refused_or_parked_as_the_mapping_says_and_the_account_tried_with_care() {
        var once = new FakeDestination(1, false);
        var refused = open(once, new Deliveries(once, TABLE).next("a"));
        refused.next();
        refused.read(new Answer.None(true, "time-out"));
        assertThat(outcome(refused)).isEqualTo(new Outcome.Refused(Reason.OUTCOME_UNKNOWN, "no answer"));
        assertThat(refused.failure()).isPresent();

        var parked = open(
                once, new Deliveries(once, TABLE).onUnknown(OnUnknown.REPEAT).next("a"));
        parked.next();
        parked.read(new Answer.None(true, "time-out"));
        assertThat(outcome(parked)).isEqualTo(new Outcome.Parked(Reason.OUTCOME_UNKNOWN, "no answer"));
    }

    @Test
    void what_is_abandoned_is_parked() {
        var batch = open(deliveries.next("a"), deliveries.next("b"), deliveries.next("a"));
        batch.next();
        batch.abandon(new IllegalStateException("a bug"));
        assertThat(batch.hasNext()).isFalse();
        assertThat(words(batch)).containsExactly("Parked", "Parked", "Held");
    }

    @Test
    void what_must_not_be_repeated_is_of_unknown_outcome_only_when_its_call_was_under_way() {
        var once = new FakeDestination(1, false);
        var before = open(once, new Deliveries(once, TABLE).next("a"));
        before.abandon(new IllegalStateException("a bug"));
        assertThat(outcome(before)).isInstanceOf(Outcome.Parked.class);

        var during = open(once, new Deliveries(once, TABLE).next("a"));
        during.next();
        during.abandon(new IllegalStateException("a bug"));
        assertThat(outcome(during)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void a_batch_is_of_one_action_and_target() {
        var batches = new Batches(List.of(destination), CLOCK);
        var other = new Deliveries(destination, new Target("main", "table", "others")).next("a");
        assertThatThrownBy(() -> batches.open(List.of(deliveries.next("a"), other)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> batches.open(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void merging_and_splitting_leave_what_sending_one_by_one_leaves() {
        var seed = Long.getLong("sluice.test.seed", System.nanoTime());
        System.out.println("BatchTest seed " + seed);
        var random = new Random(seed);
        for (var run = 0; run < 2000; run++) {
            compare(random);
        }
    }

    /** Each event writes a column of its own, so that no value is overwritten before it is sent. */
    private static void compare(Random random) {
        var together = new FakeDestination(1 + random.nextInt(10), true);
        var alone = new FakeDestination(1, true);
        var some = new Deliveries(together, TABLE);
        var all = new ArrayList<Delivery>();
        for (var i = 0; i < 1 + random.nextInt(12); i++) {
            all.add(some.next("k" + random.nextInt(5), "c" + i, random.nextInt(4) == 0 ? "bad" : "v" + i));
        }
        var batch = open(together, all.toArray(Delivery[]::new));
        together.take(batch);
        all.forEach(delivery -> alone.take(open(alone, delivery)));
        assertThat(together.rows).isEqualTo(alone.rows);
        assertThat(batch.settled()).extracting(Settled::delivery).isEqualTo(all);
        assertThat(batch.calls()).isLessThanOrEqualTo(2 * all.size());
        for (var settled : batch.settled()) {
            var bad = settled.delivery().wanted().row().toString().contains("bad");
            assertThat(settled.outcome() instanceof Outcome.Refused).isEqualTo(bad);
        }
    }

    private static Delivery[] batchWithBadRow(FakeDestination destination, int bad) {
        var some = new Deliveries(destination, TABLE);
        var rows = new Delivery[50];
        for (var i = 0; i < rows.length; i++) {
            rows[i] = some.next("k" + i, "x", i == bad ? "bad" : "good");
        }
        return rows;
    }

    private Batch open(Delivery... some) {
        return open(destination, some);
    }

    private static Batch open(FakeDestination destination, Delivery... some) {
        return new Batches(List.of(destination), CLOCK).open(List.of(some));
    }

    private static Outcome outcome(Batch batch) {
        return batch.settled().get(0).outcome();
    }

    private static List<String> words(Batch batch) {
        return batch.settled().stream()
                .map(settled -> settled.outcome().getClass().getSimpleName())
                .collect(Collectors.toList());
    }
}
