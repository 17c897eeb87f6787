package io.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A batch whose action looks up what is there, and then creates or updates. */
class RecordsTest {
    private static final Target TABLE = new Target("main", "test", "people");
    private static final Clock CLOCK = Clock.fixed(Deliveries.NOON, ZoneOffset.UTC);

    private final RecordTable table = new RecordTable(200);
    private final Deliveries deliveries = new Deliveries(table, TABLE).onUnknown(OnUnknown.LOOK_UP);

    private Delivery next(String key, String... values) {
        return next(deliveries, key, values);
    }

    private static Delivery next(Deliveries deliveries, String key, String... values) {
        var columns = new LinkedHashMap<String, JsonNode>();
        for (var i = 0; i < values.length; i += 2) {
            columns.put(values[i], TextNode.valueOf(values[i + 1]));
        }
        return deliveries.next(key, new Row(Map.of("key", TextNode.valueOf(key)), columns));
    }

    private Batch open(Delivery... some) {
        return open(table, some);
    }

    private static Batch open(RecordTable table, Delivery... some) {
        return new Batches(List.of(table), CLOCK).open(List.of(some));
    }

    private static List<String> words(Batch batch) {
        return batch.settled().stream().map(settled -> settled.outcome().word()).toList();
    }

    @Test
    void one_question_then_a_call_for_what_is_new_and_one_for_what_is_there() {
        table.take(open(next("ann", "x", "1")));
        table.calls.clear();

        var batch = open(next("bob", "x", "2"), next("ann", "x", "3"), next("cid", "x", "4"));
        table.take(batch);

        assertThat(words(batch)).containsOnly("delivered");
        assertThat(table.calls).hasSize(3).startsWith("/find [bob, ann, cid]").contains("/update [r1]");
        assertThat(table.records.get("r1")).containsEntry("x", "3");
        assertThat(table.recordsByKey()).isEqualTo(Map.of("ann", 1, "bob", 1, "cid", 1));
    }

    @Test
    void only_the_deliveries_of_a_call_that_creates_must_not_be_sent_twice() {
        table.take(open(next("ann")));
        var batch = open(next("bob", "x", "1"), next("ann", "x", "2"), next("Bob", "y", "3"));

        batch.next();
        assertThat(batch.unrepeatable()).as("a question").isEmpty();
        batch.read(table.call(batch.next()));
        assertThat(batch.unrepeatable()).as("before the call is taken").isEmpty();
        var create = batch.next();
        assertThat(create.path()).isEqualTo("/create");
        assertThat(batch.unrepeatable()).extracting(Delivery::seq).containsExactly(2L, 4L);
        batch.read(table.call(create));
        assertThat(batch.next().path()).isEqualTo("/update");
        assertThat(batch.unrepeatable()).isEmpty();
    }

    @Test
    void a_create_without_an_answer_is_parked_to_be_looked_up_and_the_account_tried_with_care() {
        var batch = open(next("ann", "x", "1"), next("Ann", "x", "2"));
        batch.read(table.call(batch.next()));
        batch.next();
        batch.read(new Answer.None(true, "time-out"));

        assertThat(batch.settled())
                .extracting(Settled::outcome)
                .containsExactly(
                        new Outcome.Parked(Reason.OUTCOME_UNKNOWN, "no answer"),
                        new Outcome.Held(Reason.OUTCOME_UNKNOWN));
        assertThat(batch.failure()).isPresent();
        assertThat(batch.settlesWithin()).isEqualTo(RecordTable.SETTLES_WITHIN);
    }

    @Test
    void after_a_record_was_created_what_goes_after_it_looks_it_up() {
        var batch = open(next("ann", "x", "1"), next("ann", "y", "bad"), next("ann", "z", "3"));
        table.take(batch);

        assertThat(batch.settled())
                .extracting(Settled::outcome)
                .containsExactly(
                        new Outcome.Delivered(),
                        new Outcome.Held(Reason.RECORD_BUSY),
                        new Outcome.Held(Reason.RECORD_BUSY));
        assertThat(batch.failure()).isEmpty();
        assertThat(table.recordsByKey()).isEqualTo(Map.of("ann", 1));
    }

    @Test
    void what_is_filtered_on_looking_costs_no_call_and_stays_filtered_for_all_of_its_key() {
        var batch = open(next("", "x", "1"), next("ann", "x", "2"), next("", "x", "3"));
        table.take(batch);

        assertThat(words(batch)).containsExactly("filtered", "delivered", "filtered");
        assertThat(batch.settled().get(0).outcome()).isEqualTo(new Outcome.Filtered(Reason.NO_LOOKUP_VALUE));
    }

    @Test
    void one_unclear_row_among_many_costs_only_itself_within_the_bound_of_halving() {
        for (var bad = 0; bad < 200; bad += 7) {
            var fresh = new RecordTable(200);
            var some = new Deliveries(fresh, TABLE).onUnknown(OnUnknown.LOOK_UP);
            var all = new ArrayList<Delivery>();
            for (var i = 0; i < 200; i++) {
                all.add(next(some, "k" + i, "x", i == bad ? "unclear" : "good"));
            }
            var batch = open(fresh, all.toArray(Delivery[]::new));
            fresh.take(batch);

            assertThat(words(batch).get(bad)).isEqualTo("refused");
            assertThat(words(batch)).filteredOn("delivered"::equals).hasSize(199);
            assertThat(batch.calls()).as("one question, and 2·log2(n)+2").isLessThanOrEqualTo(1 + 18);
        }
    }

    /** Each event writes a column of its own, so that no value is overwritten before it is sent. */
    @Test
    void looking_up_merging_and_splitting_leave_what_sending_one_by_one_leaves() {
        var seed = Long.getLong("sluice.test.seed", System.nanoTime());
        System.out.println("RecordsTest seed " + seed);
        var random = new Random(seed);
        for (var run = 0; run < 1000; run++) {
            var together = new RecordTable(1 + random.nextInt(10));
            var alone = new RecordTable(1);
            var some = new Deliveries(together, TABLE).onUnknown(OnUnknown.LOOK_UP);
            var all = new ArrayList<Delivery>();
            for (var i = 0; i < 1 + random.nextInt(12); i++) {
                var value = List.of("bad", "unclear", "v" + i, "w" + i).get(random.nextInt(4));
                all.add(next(some, "k" + random.nextInt(4), "c" + i, value));
            }
            sendAll(together, all);
            all.forEach(delivery -> alone.take(open(alone, delivery)));
            assertThat(byKey(together)).isEqualTo(byKey(alone));
            assertThat(together.recordsByKey().values()).allMatch(records -> records == 1);
        }
    }

    /** What is held goes in a later batch, as a lane would have it. */
    private static void sendAll(RecordTable table, List<Delivery> all) {
        for (var left = all; !left.isEmpty(); ) {
            var batch = open(table, left.toArray(Delivery[]::new));
            table.take(batch);
            assertThat(batch.settled()).extracting(Settled::delivery).isEqualTo(left);
            left = batch.settled().stream()
                    .filter(settled -> settled.outcome() instanceof Outcome.Held)
                    .map(Settled::delivery)
                    .toList();
        }
    }

    private static Map<String, Map<String, String>> byKey(RecordTable table) {
        var byKey = new LinkedHashMap<String, Map<String, String>>();
        table.records.values().forEach(record -> byKey.put(record.get("key"), record));
        return byKey;
    }
}
