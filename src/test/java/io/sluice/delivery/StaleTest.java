package io.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The newest event of a key counts, column by column, in whatever order and company it comes. */
class StaleTest {
    private static final Target TABLE = new Target("main", "table", "people");
    private static final Clock CLOCK = Clock.fixed(Deliveries.NOON, ZoneOffset.UTC);

    private final FakeDestination destination = new FakeDestination(50, true);
    private final Deliveries deliveries = new Deliveries(destination, TABLE);

    @Test
    void a_late_event_writes_only_what_no_newer_one_of_its_batch_has_written() {
        var newer = deliveries.at(20).next("a", "x", "new");
        var older = deliveries.at(10).next("a", "x", "old", "y", "1");
        var oldest = deliveries.at(5).next("a", "X", "oldest", "y", "0");

        var batch = sent(List.of(newer, older, oldest));

        assertThat(words(batch)).containsExactly("Merged", "Delivered", "Stale");
        assertThat(destination.rows.get("a")).isEqualTo(Map.of("x", "new", "y", "1"));
        assertThat(batch.calls()).isEqualTo(1);
    }

    @Test
    void what_a_later_and_newer_one_overwrites_is_merged_and_not_stale() {
        var batch = sent(List.of(
                deliveries.at(10).next("a", "x", "old"), deliveries.at(20).next("a", "x", "new")));

        assertThat(words(batch)).containsExactly("Merged", "Delivered");
        assertThat(destination.rows.get("a")).isEqualTo(Map.of("x", "new"));
    }

    @Test
    void of_two_events_of_one_moment_the_one_accepted_later_wins() {
        var batch = sent(List.of(
                deliveries.at(10).next("a", "x", "first"), deliveries.at(10).next("a", "x", "second")));

        assertThat(words(batch)).containsExactly("Merged", "Delivered");
        assertThat(destination.rows.get("a")).isEqualTo(Map.of("x", "second"));
    }

    @Test
    void nothing_left_makes_no_call() {
        var newest = Newest.NOTHING.with(deliveries.at(20).next("a", "x", "new").wanted());
        var late = deliveries.at(10).next("a", "x", "old").with(newest);

        var batch = sent(List.of(late));

        assertThat(words(batch)).containsExactly("Stale");
        assertThat(batch.calls()).isZero();
        assertThat(batch.rows()).isZero();
        assertThat(destination.rows).isEmpty();
    }

    @Test
    void a_newer_event_that_is_refused_takes_nothing_from_an_older_one() {
        var bad = deliveries.at(20).next("a", "x", "new", "z", "bad");
        var older = deliveries.at(10).next("a", "x", "old");

        var batch = sent(List.of(bad, older));

        assertThat(words(batch)).containsExactly("Refused", "Delivered");
        assertThat(destination.rows.get("a")).isEqualTo(Map.of("x", "old"));
    }

    @Test
    void one_by_one_a_stale_one_between_two_others_makes_no_call() {
        var batch = sent(List.of(
                deliveries.at(20).next("a", "x", "new"),
                deliveries.at(10).next("a", "x", "old"),
                deliveries.at(30).next("a", "z", "bad"),
                deliveries.at(15).next("a", "x", "old", "y", "1")));

        assertThat(words(batch)).containsExactly("Delivered", "Stale", "Refused", "Delivered");
        assertThat(destination.rows.get("a")).isEqualTo(Map.of("x", "new", "y", "1"));
        assertThat(batch.calls()).isEqualTo(4); // together, and three alone
    }

    @Test
    void where_the_mapping_sends_old_events_the_last_one_wins_and_hides_nothing() {
        var timed = deliveries.at(20).next("a", "x", "timed");
        var timeless = new Deliveries(destination, TABLE).next("a", "x", "timeless");
        var late = deliveries.at(10).next("a", "x", "late", "y", "1");

        assertThat(words(sent(List.of(timed, timeless, late)))).containsExactly("Merged", "Merged", "Delivered");
        assertThat(destination.rows.get("a")).isEqualTo(Map.of("x", "timeless", "y", "1"));
    }

    @Test
    void merging_leaves_and_counts_what_sending_one_by_one_leaves_and_counts() {
        var seed = Long.getLong("sluice.test.seed", System.nanoTime());
        System.out.println("StaleTest seed " + seed);
        var random = new Random(seed);
        for (var run = 0; run < 2000; run++) {
            compare(random);
        }
    }

    private void compare(Random random) {
        var together = new FakeDestination(1 + random.nextInt(10), true);
        var alone = new FakeDestination(1, true);
        var kept = new HashMap<String, Newest>();
        var before = some(random, 3);
        oneByOne(together, before, new HashMap<>());
        oneByOne(alone, before, kept);
        var all = some(random, 1 + random.nextInt(12)).stream()
                .map(one -> one.with(kept.getOrDefault(one.wanted().key(), Newest.NOTHING)))
                .toList();

        var batch = new Batches(List.of(together), CLOCK).open(all);
        together.take(batch);
        var counted = counts(batch.settled().stream().map(Settled::outcome).toList());
        counted.merge("Delivered", counted.getOrDefault("Merged", 0L), Long::sum);
        counted.keySet().removeIf(word -> word.equals("Merged") || counted.get(word) == 0);

        assertThat(counted).isEqualTo(counts(oneByOne(alone, all, kept)));
        assertThat(together.rows).isEqualTo(alone.rows);
        assertThat(batch.calls()).isLessThanOrEqualTo(2 * all.size());
    }

    /** A bad value is in a column that no other event has, so that none can hide it. */
    private List<Delivery> some(Random random, int count) {
        var some = new ArrayList<Delivery>();
        for (var i = 0; i < count; i++) {
            var at = deliveries.at(random.nextInt(6));
            var bad = random.nextInt(5) == 0 ? "bad" : "good";
            some.add(at.next(
                    "k" + random.nextInt(3),
                    "c" + random.nextInt(3),
                    "v" + i,
                    "d" + random.nextInt(2),
                    "w" + i,
                    "e" + i,
                    bad));
        }
        return some;
    }

    /** As if each were alone in the world, with what was kept of those before it. */
    private static List<Outcome> oneByOne(FakeDestination destination, List<Delivery> all, Map<String, Newest> kept) {
        var outcomes = new ArrayList<Outcome>();
        for (var delivery : all) {
            var key = delivery.wanted().key();
            var before = kept.getOrDefault(key, Newest.NOTHING);
            var batch = new Batches(List.of(destination), CLOCK).open(List.of(delivery.with(before)));
            destination.take(batch);
            outcomes.add(batch.settled().get(0).outcome());
            if (outcomes.get(outcomes.size() - 1) instanceof Outcome.Delivered) {
                kept.put(key, before.with(delivery.wanted()));
            }
        }
        return outcomes;
    }

    private static Map<String, Long> counts(List<Outcome> outcomes) {
        return outcomes.stream()
                .collect(Collectors.groupingBy(
                        outcome -> outcome.getClass().getSimpleName(), TreeMap::new, Collectors.counting()));
    }

    private Batch sent(List<Delivery> some) {
        var batch = new Batches(List.of(destination), CLOCK).open(some);
        destination.take(batch);
        return batch;
    }

    private static List<String> words(Batch batch) {
        return batch.settled().stream()
                .map(settled -> settled.outcome().getClass().getSimpleName())
                .toList();
    }
}
