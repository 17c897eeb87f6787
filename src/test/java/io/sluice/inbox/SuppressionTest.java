package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.Delivery;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import io.sluice.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuppressionTest extends LaneTestBase {
    private final Flow rows = ScriptedFlow.of("lane", event -> wanted("m", event.messageId()));

    private void delete(String userId) throws Exception {
        accept(List.of(People.delete("delete " + userId, userId, clock.instant())));
    }

    private Event track(String messageId, String userId) {
        return People.track(messageId, userId, clock.instant());
    }

    private void nothingIsLost() {
        assertThat(store.totals().open()).isEmpty();
        assertThat(Conservation.differences(store.totals()).values()).containsOnly(0L);
    }

    @Test
    void what_is_queued_when_its_user_is_deleted_is_suppressed_and_the_delete_itself_is_sent() throws Exception {
        var lane = lane(rows);
        accept(List.of(track("1", "ann"), track("2", "bob"), track("3", "ANN")));
        delete("ann");
        accept(List.of(track("4", "ann")));

        var sent = next(lane);
        assertThat(sent).extracting(Delivery::messageId).containsExactly("2", "delete ann");
        settle(lane, sent, new Outcome.Delivered());

        assertThat(counted("suppressed")).isEqualTo(3);
        assertThat(counted("passed")).isEqualTo(5);
        nothingIsLost();
    }

    @Test
    void what_was_read_before_its_user_is_deleted_but_not_handed_out_is_suppressed() throws Exception {
        var one = new LaneLimits(1, Duration.ZERO, 1, 1_000);
        var lane = lane(rows, one, (mappings, seq, keyValues) -> true);
        accept(List.of(track("1", "ann"), track("2", "ann"), track("3", "ann")));
        var first = next(lane);
        delete("ann");
        settle(lane, first, new Outcome.Delivered());

        var sent = next(lane);
        assertThat(sent).extracting(Delivery::messageId).containsExactly("delete ann");
        settle(lane, sent, new Outcome.Delivered());
        assertThat(counted("suppressed")).isEqualTo(2);
        nothingIsLost();
    }

    @Test
    void what_is_parked_or_waits_behind_it_is_suppressed_when_its_turn_comes() throws Exception {
        var lane = lane(ScriptedFlow.of("lane", event -> wanted("m", "k")));
        accept(List.of(track("1", "ann")));
        settle(lane, next(lane), new Outcome.Parked(Reason.ROW_FAILED, ""));
        accept(List.of(track("2", "ann"), track("3", "bob")));
        assertThat(leftOf(lane)).isEmpty();

        writing(tx -> tx.append(List.of(People.delete("d", "ann", clock.instant()))));
        clock.advance(Duration.ofMinutes(1));

        var sent = next(lane);
        assertThat(sent).extracting(Delivery::messageId).containsExactly("3", "d");
        settle(lane, sent, new Outcome.Delivered());
        assertThat(counted("suppressed")).isEqualTo(2);
        nothingIsLost();
    }

    @Test
    void what_no_row_can_be_made_of_is_not_kept_for_a_suppressed_user() throws Exception {
        var lane = lane(ScriptedFlow.of("lane", event -> new Mapped.Refused("m", Reason.VALUE_INVALID, "ann@x.org")));
        delete("ann");
        accept(List.of(track("1", "ann")));
        leftOf(lane);

        assertThat(counted("suppressed")).isEqualTo(1);
        assertThat(counted("refused")).as("the delete, which is nobody's").isEqualTo(1);
    }

    @Test
    void what_no_mapping_wanted_stays_filtered() throws Exception {
        var lane = lane(ScriptedFlow.of("lane", event -> new Mapped.Filtered("m", Reason.NOT_WANTED, "")));
        delete("ann");
        accept(List.of(track("1", "ann")));
        leftOf(lane);

        assertThat(counted("filtered")).isEqualTo(2);
        assertThat(counted("suppressed")).isZero();
    }

    @Test
    void an_event_without_a_user_id_is_known_by_the_contact_key_in_its_row() throws Exception {
        var byKey = new ScriptedFlow("lane", Set.of("m"), event -> List.of(row(event, "Contact Key", "Ann:X")));
        var lane = lane(byKey);
        delete("ann:x");
        accept(List.of(People.anonymous("1", clock.instant())));

        var sent = next(lane);
        assertThat(sent).extracting(Delivery::messageId).containsExactly("delete ann:x");
        settle(lane, sent, new Outcome.Delivered());
        assertThat(counted("suppressed")).isEqualTo(1);
    }

    @Test
    void the_contact_key_counts_however_its_column_is_spelt_and_no_other_column_does() throws Exception {
        delete("ann");
        var flow = new ScriptedFlow("lane", Set.of("m"), event -> List.of(row(event, event.messageId(), "ann")));
        var lane = lane(flow);
        for (var column : List.of("contactKey", "contact_key", "CONTACT KEY", "Nick Name", "contact keys")) {
            accept(List.of(People.anonymous(column, clock.instant())));
        }

        assertThat(next(lane)).extracting(Delivery::messageId).containsExactly("Nick Name", "contact keys");
    }

    @Test
    void a_lane_on_another_process_learns_of_it_too() throws Exception {
        var lane = lane(rows);
        accept(List.of(track("1", "ann")));
        try (var connection = database.connect();
                var insert = connection.prepareStatement("INSERT INTO suppressed (identity, since) VALUES (?, 0)")) {
            insert.setString(1, Identity.of("ann").digest());
            insert.executeUpdate();
        }

        assertThat(leftOf(lane)).isEmpty();
        assertThat(counted("suppressed")).isEqualTo(1);
    }

    private static Mapped.Wanted row(Event event, String column, String value) {
        return new Mapped.Wanted(
                "m",
                "rows",
                new Target(ModelFlow.ACCOUNT, "test", "t"),
                "test/t|" + event.messageId(),
                new Row(Map.of("Id", TextNode.valueOf(event.messageId())), Map.of(column, TextNode.valueOf(value))),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Duration.ZERO,
                OnUnknown.REFUSE);
    }
}
