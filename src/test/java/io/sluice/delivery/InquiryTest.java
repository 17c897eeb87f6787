package io.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A batch whose action has to find something out first. */
class InquiryTest {
    private static final Target TABLE = new Target("main", "table", "people");
    private static final Answer OK = FakeDestination.answer(200);
    private static final Failure AWAY =
            new Failure(Failure.Owner.ACCOUNT, Reason.UNAVAILABLE, Optional.empty(), "away");

    private final FakeDestination destination = new FakeDestination(50, true);
    private final Deliveries deliveries = new Deliveries(destination, TABLE);
    private final ScriptedInquiry inquiry = new ScriptedInquiry();

    @Test
    void asks_before_it_sends_rows_and_asking_leaves_nothing_unknown() {
        inquiry.questions.addAll(List.of("/a", "/b"));
        var batch = open(deliveries.next("ann"));
        assertThat(batch.turn()).isEmpty();
        assertThat(batch.next().path()).isEqualTo("/a");
        assertThat(batch.nextRows()).isZero();
        assertThat(batch.isUnderWay()).isFalse();
        batch.read(OK);
        assertThat(batch.next().path()).isEqualTo("/b");
        batch.read(OK);
        assertThat(batch.nextRows()).isEqualTo(1);
        assertThat(batch.next().path()).isEqualTo("/rows");
        assertThat(batch.isUnderWay()).isTrue();
        batch.read(OK);
        assertThat(words(batch)).containsExactly("delivered");
        assertThat(batch.calls()).isEqualTo(3);
    }

    @Test
    void what_is_known_needs_no_question_and_what_is_refused_no_call() {
        var batch = open(deliveries.next("ann", "x", "long"), deliveries.next("bob", "x", "1"));
        destination.take(batch);
        assertThat(words(batch)).containsExactly("refused", "delivered");
        assertThat(destination.calls).containsExactly(List.of("bob"));

        var all = open(deliveries.next("ann", "x", "long"));
        assertThat(all.hasNext()).isFalse();
        assertThat(words(all)).containsExactly("refused");
        assertThat(all.calls()).isZero();
    }

    @Test
    void rows_are_sent_as_the_check_made_them() {
        var batch = open(deliveries.next("ann", "x", "shout"));
        destination.take(batch);
        assertThat(destination.rows.get("ann")).containsEntry("x", "SHOUT");
    }

    @Test
    void the_deliveries_of_a_merged_row_that_does_not_fit_go_one_by_one() {
        var batch = open(
                deliveries.next("ann", "x", "1"),
                deliveries.next("ann", "y", "long"),
                deliveries.next("bob", "x", "2"),
                deliveries.next("ann", "z", "3"));
        destination.take(batch);
        assertThat(words(batch)).containsExactly("delivered", "refused", "delivered", "delivered");
        assertThat(destination.calls)
                .as("a call takes a key once")
                .allMatch(keys -> keys.stream().distinct().count() == keys.size());
        assertThat(destination.rows.get("ann")).containsOnlyKeys("x", "z");
    }

    @Test
    void a_row_that_the_destination_refuses_is_checked_and_sent_again_with_newer_knowledge() {
        inquiry.doubts = true;
        var batch = open(deliveries.next("ann", "x", "bad"), deliveries.next("bob", "x", "1"));
        batch.next();
        batch.read(FakeDestination.answer(400));
        batch.next();
        batch.read(FakeDestination.answer(400));
        assertThat(batch.next().path()).as("before the verdict").isEqualTo("/again");
        inquiry.corrects = true;
        batch.read(OK);
        destination.take(batch);
        assertThat(words(batch)).containsExactly("delivered", "delivered");
        assertThat(destination.rows.get("ann")).containsEntry("x", "good");
    }

    @Test
    void a_row_that_does_not_fit_is_checked_again_before_it_is_refused() {
        inquiry.doubts = true;
        var batch = open(deliveries.next("bob", "x", "1"), deliveries.next("ann", "x", "long"));
        assertThat(batch.next().path()).isEqualTo("/again");
        assertThat(words(batch)).isEmpty();
        batch.read(OK);
        destination.take(batch);
        assertThat(words(batch)).containsExactly("delivered", "refused");
    }

    @Test
    void a_target_that_is_found_wrong_is_looked_at_again_and_then_holds_all_that_is_left() {
        inquiry.doubts = true;
        var batch = open(deliveries.next("ann", "x", "misfit"), deliveries.next("bob", "x", "1"));
        assertThat(batch.next().path()).isEqualTo("/again");
        batch.read(OK);
        assertThat(batch.hasNext()).isFalse();
        assertThat(words(batch)).containsExactly("held", "held");
        assertThat(batch.failure()).contains(ScriptedInquiry.MISFIT);
    }

    @Test
    void a_failure_while_asking_holds_all_rows_and_is_that_of_others_who_wait() {
        inquiry.questions.add("/a");
        inquiry.failure = Optional.of(AWAY);
        var batch = open(deliveries.next("ann"), deliveries.next("bob"));
        batch.next();
        batch.read(FakeDestination.answer(503));
        assertThat(words(batch)).containsExactly("held", "held");
        assertThat(batch.failure()).contains(AWAY);

        inquiry.questions.add("/a");
        var notCalled = open(deliveries.next("ann"));
        notCalled.read(new Answer.NotCalled(AWAY));
        assertThat(words(notCalled)).containsExactly("held");
        assertThat(inquiry.givenUp).endsWith(Optional.of(AWAY));
    }

    @Test
    void what_is_abandoned_while_asking_is_parked_and_leaves_its_turn() {
        inquiry.questions.add("/a");
        var batch = open(deliveries.next("ann"));
        batch.next();
        batch.abandon(new IllegalStateException("a bug"));
        assertThat(words(batch)).containsExactly("parked");
        assertThat(inquiry.givenUp).containsExactly(Optional.empty());
    }

    /** Each event writes a column of its own, so that no value is overwritten before it is sent. */
    @Test
    void merging_checking_and_splitting_leave_what_sending_one_by_one_leaves() {
        var seed = Long.getLong("sluice.test.seed", System.nanoTime());
        System.out.println("InquiryTest seed " + seed);
        var random = new Random(seed);
        for (var run = 0; run < 1000; run++) {
            var together = new FakeDestination(1 + random.nextInt(10), true);
            var alone = new FakeDestination(1, true);
            var all = new ArrayList<Delivery>();
            for (var i = 0; i < 1 + random.nextInt(12); i++) {
                var value = List.of("bad", "long", "v" + i, "w" + i).get(random.nextInt(4));
                all.add(deliveries.next("k" + random.nextInt(5), "c" + i, value));
            }
            inquiry.doubts = random.nextBoolean();
            var batch = open(together, all.toArray(Delivery[]::new));
            take(together, batch);
            all.forEach(delivery -> take(alone, open(alone, delivery)));
            assertThat(together.rows).isEqualTo(alone.rows);
            assertThat(batch.settled()).extracting(Settled::delivery).isEqualTo(all);
            for (var settled : batch.settled()) {
                var values = settled.delivery().wanted().row().values().toString();
                var wrong = values.contains("bad") || values.contains("long");
                assertThat(settled.outcome() instanceof Outcome.Refused).isEqualTo(wrong);
            }
        }
    }

    private static void take(FakeDestination to, Batch batch) {
        while (batch.hasNext()) {
            if (batch.nextRows() == 0) {
                batch.next();
                batch.read(OK);
            } else {
                to.call(batch);
            }
        }
    }

    private Batch open(Delivery... some) {
        return open(destination, some);
    }

    private Batch open(FakeDestination to, Delivery... some) {
        var action = new Asking(to, inquiry);
        return new Batches(List.of(action), Clock.fixed(Deliveries.NOON, ZoneOffset.UTC)).open(List.of(some));
    }

    private static List<String> words(Batch batch) {
        return batch.settled().stream().map(settled -> settled.outcome().word()).toList();
    }

    /** The fake destination, with questions first. */
    private record Asking(FakeDestination to, Inquiry inquiry) implements Action {
        @Override
        public Inquiry inquiry(Target target, Optional<RecordWriting> writing, List<Row> rows) {
            return inquiry;
        }

        @Override
        public Request request(Target target, List<Row> rows) {
            return to.request(target, rows);
        }

        @Override
        public Reading read(List<Row> rows, Answer answer) {
            return to.read(rows, answer);
        }

        @Override
        public String name() {
            return to.name();
        }

        @Override
        public String destination() {
            return to.destination();
        }

        @Override
        public String targetKind() {
            return to.targetKind();
        }

        @Override
        public Set<String> keyNames() {
            return to.keyNames();
        }

        @Override
        public boolean takesFields() {
            return to.takesFields();
        }

        @Override
        public boolean repeatable() {
            return to.repeatable();
        }

        @Override
        public int rowsPerCall() {
            return to.rowsPerCall();
        }
    }
}
