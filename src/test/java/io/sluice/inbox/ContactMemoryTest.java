package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContactMemoryTest extends LaneTestBase {
    /** The messageId says whose: all before the dash. */
    private final Flow creates = ScriptedFlow.of("lane", event -> contact("creates", event.messageId()));

    private static Mapped.Wanted contact(String action, String messageId) {
        var key = action + "/|contact key=" + messageId.replaceFirst("-.*", "");
        return wanted("m", action, key, Optional.empty(), List.of());
    }

    private long known() {
        return store.totals().counts().getOrDefault(new Count("lane", "m", "filtered", "contact_known"), 0L);
    }

    @Test
    void a_contact_is_created_once_and_later_identifies_are_filtered() throws Exception {
        var lane = lane(creates);
        accept(events("ann", 3));
        settle(lane, next(lane), new Outcome.Delivered());
        accept(events("ann", 9));
        accept(events("bob", 1));

        var sent = next(lane);
        assertThat(sent).extracting(Delivery::messageId).containsExactly("bob-0");
        settle(lane, sent, new Outcome.Delivered());
        assertThat(known()).isEqualTo(6);
    }

    @Test
    void one_that_could_not_be_created_is_not_known() throws Exception {
        var lane = lane(creates);
        accept(events("ann", 1));
        settle(lane, next(lane), new Outcome.Refused(Reason.ROW_REJECTED, "no"));
        accept(events("ann", 2));

        assertThat(next(lane)).hasSize(1);
        assertThat(known()).isZero();
    }

    @Test
    void what_waited_behind_the_first_one_is_filtered_when_that_is_delivered() throws Exception {
        var lane = lane(creates);
        accept(events("ann", 1));
        var first = next(lane);
        accept(events("ann", 3));
        assertThat(leftOf(lane)).isEmpty();
        settle(lane, first, new Outcome.Delivered());

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            assertThat(lane.next()).isEmpty();
            return known() == 2;
        });
        writing(tx -> {});
        assertThat(store.totals().open()).isEmpty();
        assertThat(Conservation.differences(store.totals()).values()).containsOnly(0L);
    }

    @Test
    void a_lane_that_is_loaded_again_remembers() throws Exception {
        accept(events("old", 1));
        var before = lane(creates);
        accept(events("ann", 1));
        settle(before, next(before), new Outcome.Delivered());
        before.stop();

        var after = lane(creates);
        accept(events("ann", 2));
        assertThat(leftOf(after)).isEmpty();
        assertThat(known()).isEqualTo(1);
    }

    @Test
    void after_its_time_it_is_created_again() throws Exception {
        var lane = lane(creates);
        accept(events("ann", 1));
        settle(lane, next(lane), new Outcome.Delivered());
        clock.advance(Duration.ofDays(30));
        accept(events("ann", 2));

        assertThat(next(lane)).hasSize(1);
    }

    @Test
    void a_deletion_that_was_delivered_is_forgotten_and_one_that_was_not_is_not() throws Exception {
        var lane = lane(creates);
        var deletes = ScriptedFlow.of("deletion", event -> contact("deletes", event.messageId()));
        accept(events("ann", 1));
        settle(lane, next(lane), new Outcome.Delivered());
        var deletion = lane(deletes);
        accept(events("ann", 2));
        leftOf(lane);
        settle(deletion, next(deletion), new Outcome.Parked(Reason.ROW_FAILED, ""));
        assertThat(store.contacts(ModelFlow.ACCOUNT, List.of("contact key=ann")))
                .hasSize(1);

        clock.advance(Duration.ofMinutes(1));
        settle(deletion, next(deletion), new Outcome.Delivered());
        accept(events("ann", 3));

        assertThat(next(lane)).extracting(Delivery::messageId).containsExactly("ann-2");
        assertThat(store.totals().counts())
                .containsAllEntriesOf(Map.of(new Count("deletion", "m", "delivered", ""), 1L));
    }
}
