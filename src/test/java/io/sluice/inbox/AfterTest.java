package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A journey waits for the contact's row: two lanes, events named {@code row-<whose>-<number>} and {@code cart-<whose>}. */
class AfterTest extends LaneTestBase {
    private Lane contacts;
    private Lane journeys;

    @BeforeEach
    void lanes() throws Exception {
        contacts = lane(flow("contacts", "row", List.of()));
        journeys = journeys();
    }

    private Lane journeys() throws Exception {
        return lane(flow("journeys", "cart", List.of("contacts")), LIMITS, (mappings, seq, keyValues) -> {
            assertThat(mappings).containsExactly("contacts");
            return contacts.passed(mappings, seq, keyValues);
        });
    }

    private static Flow flow(String lane, String kind, List<String> after) {
        return new ScriptedFlow(lane, Set.of(lane), event -> {
            var name = event.messageId().split("-");
            return name[0].equals(kind)
                    ? List.of(wanted(lane, "rows", lane + "|contact key=" + name[1], Optional.empty(), after))
                    : List.of(new Mapped.Filtered(lane, Reason.NOT_WANTED, ""));
        });
    }

    private void accept(String... messageIds) throws Exception {
        for (var messageId : messageIds) {
            accept(List.of(event(messageId)));
        }
    }

    private static List<String> sent(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::messageId).toList();
    }

    /** What the journeys' lane hands out when it has looked again. */
    private List<String> journeysLater() throws Exception {
        clock.advance(Duration.ofMillis(200));
        return sent(leftOf(journeys));
    }

    @Test
    void it_waits_for_the_earlier_row_of_its_contact_and_goes_when_that_is_delivered() throws Exception {
        accept("row-ann-1", "cart-ann");
        var row = next(contacts);
        leftOf(contacts);
        assertThat(leftOf(journeys)).isEmpty();
        assertThat(journeysLater()).isEmpty();

        settle(contacts, row, new Outcome.Delivered());
        assertThat(journeysLater()).containsExactly("cart-ann");
    }

    @Test
    void the_calls_of_strangers_do_not_hold_it_up() throws Exception {
        accept("row-bob-1", "row-eve-1");
        settle(contacts, next(contacts), new Outcome.Parked(Reason.ROW_FAILED, ""));
        accept("row-kim-1", "row-bob-2", "cart-ann");
        assertThat(sent(next(contacts))).as("under way, and nobody answers").containsExactly("row-kim-1");

        assertThat(sent(leftOf(journeys))).containsExactly("cart-ann");
    }

    @Test
    void what_is_delivered_counts_though_others_of_its_reading_are_still_under_way() throws Exception {
        accept("row-ann-1", "row-bob-1", "cart-ann");
        var rows = next(contacts);
        leftOf(contacts);
        assertThat(leftOf(journeys)).isEmpty();

        settle(contacts, rows.subList(0, 1), new Outcome.Delivered());
        assertThat(journeysLater()).containsExactly("cart-ann");
    }

    @Test
    void it_waits_until_the_other_lane_has_read_as_far() throws Exception {
        accept("cart-ann");
        assertThat(leftOf(journeys)).isEmpty();
        assertThat(journeysLater()).isEmpty();

        leftOf(contacts);
        assertThat(journeysLater()).containsExactly("cart-ann");
    }

    @Test
    void a_parked_row_of_its_contact_holds_it_until_its_wait_is_over() throws Exception {
        accept("row-ann-1", "cart-ann");
        settle(contacts, next(contacts), new Outcome.Parked(Reason.ROW_FAILED, ""));
        leftOf(contacts);
        assertThat(leftOf(journeys)).isEmpty();

        clock.advance(Duration.ofSeconds(59));
        assertThat(leftOf(journeys)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(sent(leftOf(journeys))).containsExactly("cart-ann");
    }

    @Test
    void a_later_row_of_its_contact_does_not_hold_it_up() throws Exception {
        accept("row-ann-1", "cart-ann", "row-ann-2");
        settle(contacts, next(contacts), new Outcome.Parked(Reason.ROW_FAILED, ""));
        leftOf(contacts);
        assertThat(leftOf(journeys)).isEmpty();
        clock.advance(Duration.ofSeconds(5));

        var again = next(contacts);
        settle(contacts, again.subList(0, 1), new Outcome.Delivered());
        settle(contacts, again.subList(1, 2), new Outcome.Parked(Reason.ROW_FAILED, ""));
        clock.advance(Duration.ofSeconds(5));
        assertThat(next(contacts)).extracting(Delivery::messageId).containsExactly("row-ann-2");

        assertThat(journeysLater()).containsExactly("cart-ann");
    }

    @Test
    void the_waiting_is_written_down_once_and_not_again_and_again() throws Exception {
        accept("row-ann-1", "cart-ann");
        next(contacts);
        leftOf(journeys);
        var end = database.number("SELECT next_at FROM delivery WHERE lane = 'journeys'");

        assertThat(end).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)).toEpochMilli());
        journeysLater();
        assertThat(database.number("SELECT next_at FROM delivery WHERE lane = 'journeys'"))
                .isEqualTo(end);
    }

    @Test
    void a_lane_that_is_loaded_again_goes_on_waiting_and_no_longer_than_it_has_to() throws Exception {
        accept("row-ann-1", "cart-ann", "cart-bob");
        var row = next(contacts);
        assertThat(sent(leftOf(journeys))).containsExactly("cart-bob");
        journeys.stop();

        journeys = journeys();
        assertThat(sent(leftOf(journeys))).containsExactly("cart-bob");
        settle(contacts, row, new Outcome.Delivered());
        assertThat(journeysLater()).containsExactly("cart-ann");
    }

    @Test
    void while_the_other_lane_is_not_loaded_it_waits() throws Exception {
        accept("row-ann-1", "cart-ann");
        var row = next(contacts);
        leftOf(contacts);
        contacts = lane(flow("contacts", "row", List.of()));
        assertThat(leftOf(journeys)).isEmpty();

        assertThat(sent(next(contacts))).as("read again").isEqualTo(sent(row));
        assertThat(journeysLater()).isEmpty();
    }
}
