package io.sluice.inbox;

import static io.sluice.inbox.Rows.parked;
import static io.sluice.inbox.Rows.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store promises about what it removes, and above all about what it does not. */
abstract class RetentionContract extends StoreTestBase {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration QUARTER = Duration.ofDays(90);

    record Config(Duration delivered, Duration refused) implements RetentionConfig {}

    void clean() {
        new Retention(store, new Config(WEEK, QUARTER)).clean(store.now());
    }

    private void passAll(String lane) throws Exception {
        writing(tx -> tx.move(lane, store.logEnd(), ""));
    }

    @Test
    void removes_what_every_lane_has_passed_and_what_is_old() throws Exception {
        writing(tx -> tx.register("a", "main"));
        writing(tx -> tx.register("b", "main"));
        accept(events("old", 1_300));
        clock.advance(WEEK.minusSeconds(1));
        accept(events("young", 3));
        passAll("a");
        passAll("b");

        clean();
        assertThat(log(store)).hasSize(1_303);

        clock.advance(Duration.ofSeconds(2));
        clean();
        assertThat(ids(log(store))).containsExactly("young-0", "young-1", "young-2");
    }

    @Test
    void keeps_what_one_lane_has_not_passed() throws Exception {
        writing(tx -> tx.register("fast", "main"));
        writing(tx -> tx.register("slow", "main"));
        accept(events("e", 10));
        passAll("fast");
        long fourth = log(store).get(3).seq();
        writing(tx -> tx.move("slow", fourth, ""));
        clock.advance(QUARTER.multipliedBy(2));

        clean();

        assertThat(log(store)).hasSize(6).allSatisfy(event -> assertThat(event.seq())
                .isGreaterThan(fourth));
    }

    @Test
    void keeps_everything_while_there_is_no_lane() throws Exception {
        accept(events("e", 10));
        clock.advance(QUARTER.multipliedBy(2));

        clean();

        assertThat(log(store)).hasSize(10);
    }

    @Test
    void keeps_what_is_open_however_old_and_what_was_refused_for_its_time() throws Exception {
        writing(tx -> tx.register("lane", "main"));
        accept(events("e", 5));
        var seqs = log(store).stream().map(LoggedEvent::seq).toList();
        passAll("lane");
        writing(tx ->
                tx.insert(List.of(parked("lane", seqs.get(1), "m", "k", 1), refused("lane", seqs.get(2), "m", "k2"))));

        clock.advance(WEEK.plusSeconds(1));
        clean();
        assertThat(ids(log(store))).containsExactly("e-1", "e-2", "e-4"); // the newest always stays

        clock.advance(QUARTER);
        clean();
        assertThat(ids(log(store))).containsExactly("e-1", "e-4");
        assertThat(store.rowsAfter("lane", 0)).extracting(DeliveryRow::seq).containsExactly(seqs.get(1));

        writing(tx -> tx.delete(List.of(parked("lane", seqs.get(1), "m", "k", 1))));
        clean();
        assertThat(ids(log(store))).containsExactly("e-4");
    }

    @Test
    void an_event_that_gets_a_row_meanwhile_stays() throws Exception {
        accept(events("e", 2));
        long seq = log(store).get(0).seq();
        writing(tx -> tx.insert(List.of(parked("lane", seq, "m", "k", 1))));

        int removed = get(store.clean(tx -> Removal.events(tx.sql(), List.of(seq), store.now())));
        assertThat(removed).isZero();
    }

    @Test
    void removes_old_records_of_calls() throws Exception {
        writing(tx -> tx.record(List.of(new CallRow("lane", "t", 1, 1, 1, 1, 200, "", store.now(), 5))));
        clock.advance(WEEK.plusSeconds(1));
        writing(tx -> tx.record(List.of(new CallRow("lane", "t", 2, 2, 1, 1, 200, "", store.now(), 5))));

        clean();

        assertThat(database.number("SELECT sum(first_seq) FROM call")).isEqualTo(2);
    }

    @Test
    void keeps_receipts_as_long_as_what_was_refused() throws Exception {
        writing(tx -> tx.record(List.of(new CallRow("lane", "t", 1, 1, 1, 1, 200, "operation 7", store.now(), 5))));
        clock.advance(QUARTER);
        clean();
        assertThat(database.number("SELECT count(*) FROM call WHERE receipt = 'operation 7'"))
                .isEqualTo(1);

        clock.advance(Duration.ofSeconds(1));
        clean();
        assertThat(database.number("SELECT count(*) FROM call")).isZero();
    }

    @Test
    void a_messageId_is_known_for_at_least_a_day() {
        assertThatThrownBy(() -> new Retention(store, new Config(Duration.ofHours(23), QUARTER)))
                .hasMessageContaining("sluice.retention.delivered is PT23H: it must be at least 24h");
    }
}
