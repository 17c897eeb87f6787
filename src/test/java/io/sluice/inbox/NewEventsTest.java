package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NewEventsTest extends LaneTestBase {
    private static final LaneLimits PATIENT = new LaneLimits(10, Duration.ofMillis(200), 80, 1_000);
    private static final ScriptedFlow EACH_ITS_KEY = ScriptedFlow.of("lane", event -> wanted("m", event.messageId()));

    private Lane patient(ScriptedFlow flow) throws Exception {
        return lane(flow, PATIENT, (mappings, seq, keyValues) -> true);
    }

    @Test
    void a_backlog_goes_in_full_batches() throws Exception {
        var lane = patient(EACH_ITS_KEY);
        accept(events("e", 47));

        assertThat(List.of(next(lane), next(lane), next(lane), next(lane))).allMatch(batch -> batch.size() == 10);
        assertThat(leftOf(lane)).as("seven are not yet worth a call").isEmpty();
        clock.advance(Duration.ofMillis(200));
        assertThat(next(lane)).hasSize(7);
    }

    @Test
    void a_few_events_wait_for_more_but_not_for_long() throws Exception {
        var lane = patient(EACH_ITS_KEY);
        accept(events("e", 3));
        assertThat(leftOf(lane)).isEmpty();
        clock.advance(Duration.ofMillis(199));
        assertThat(leftOf(lane)).isEmpty();

        clock.advance(Duration.ofMillis(1));
        assertThat(next(lane)).hasSize(3);
    }

    /** As when the database's clock is behind that of the process which received the event. */
    @Test
    void an_event_from_the_future_waits_no_longer_than_others() throws Exception {
        var lane = patient(EACH_ITS_KEY);
        accept(List.of(TestEvents.event("e", clock.instant().plus(Duration.ofHours(1)))));
        assertThat(leftOf(lane)).isEmpty();

        clock.advance(Duration.ofMillis(200));
        assertThat(next(lane)).hasSize(1);
    }

    @Test
    void a_table_of_many_targets_makes_a_batch_for_each() throws Exception {
        var flow = ScriptedFlow.of("lane", event -> target(event.messageId()));
        var lane = patient(flow);
        accept(events("e", 40));

        var batches = batches(next(lane));
        assertThat(batches).hasSize(2);
        assertThat(batches).anyMatch(batch -> batch.size() == 10);
        assertThat(batches).allSatisfy(batch -> assertThat(batch)
                .extracting(one -> one.wanted().target())
                .containsOnly(batch.get(0).wanted().target()));
    }

    /** Every third event is for the target odd. */
    private static Mapped target(String messageId) {
        var odd = Integer.parseInt(messageId.substring(2)) % 3 == 0;
        var wanted = wanted(odd ? "odd" : "even", messageId);
        return new Mapped.Wanted(
                "m",
                wanted.action(),
                wanted.target(),
                wanted.key(),
                wanted.row(),
                wanted.happened(),
                wanted.expiresAt(),
                wanted.after(),
                wanted.afterWait(),
                wanted.onUnknown());
    }

    @Test
    void unwanted_events_are_passed_over_many_at_a_time_and_counted() throws Exception {
        var lane = patient(ScriptedFlow.of("lane", event -> new Mapped.Filtered("m", Reason.NOT_WANTED, "")));
        accept(events("e", 700));

        assertThat(leftOf(lane)).isEmpty();
        assertThat(store.lane("lane").position()).isEqualTo(store.logEnd());
        assertThat(counted("passed")).isEqualTo(700);
        assertThat(counted("filtered")).isEqualTo(700);
    }

    @Test
    void what_no_row_can_be_made_of_is_kept_as_refused_at_once() throws Exception {
        var lane = lane(ScriptedFlow.of("lane", event -> new Mapped.Refused("m", Reason.KEY_MISSING, "no key")));
        accept(events("e", 1));

        assertThat(leftOf(lane)).isEmpty();
        assertThat(store.rowsInState("lane", DeliveryRow.State.REFUSED)).hasSize(1);
        assertThat(Conservation.differences(store.totals()).values()).containsOnly(0L);
    }

    @Test
    void what_has_expired_before_it_was_read_is_filtered() throws Exception {
        var expiresAt = Optional.of(clock.instant().minusMillis(1));
        var lane = lane(ScriptedFlow.of("lane", event -> wanted("m", "rows", "a", expiresAt, List.of())));
        accept(events("e", 1));

        assertThat(leftOf(lane)).isEmpty();
        assertThat(store.totals().counts()).containsKey(new Count("lane", "m", "filtered", "expired"));
    }

    @Test
    void what_follows_under_the_same_key_waits_until_the_first_is_on_disk() throws Exception {
        var lane = lane(ScriptedFlow.of("lane", event -> wanted("m", "a")));
        accept(events("first", 1));
        var first = next(lane);
        accept(events("second", 1));
        assertThat(leftOf(lane)).isEmpty();

        settle(lane, first, new Outcome.Delivered());
        assertThat(next(lane)).extracting(Delivery::messageId).containsExactly("second-0");
    }

    @Test
    void what_must_not_be_repeated_has_a_row_before_it_is_handed_out_and_goes_alone() throws Exception {
        var lane = lane(
                ScriptedFlow.of("lane", event -> wanted("m", "fires", event.messageId(), Optional.empty(), List.of())));
        accept(events("e", 3));

        var handed = next(lane);
        assertThat(handed).hasSize(3);
        assertThat(batches(handed)).hasSize(3);
        assertThat(store.totals().open()).containsOnly(Map.entry(new Store.OpenKey("lane", "m", "waiting"), 3L));
    }

    @Test
    void one_event_may_go_through_several_mappings() throws Exception {
        var flow = new ScriptedFlow(
                "lane", Set.of("one", "two"), event -> List.of(wanted("one", "1|a"), wanted("two", "2|a")));
        var lane = lane(flow);
        accept(events("e", 1));

        assertThat(next(lane)).extracting(one -> one.wanted().mapping()).containsExactly("one", "two");
    }
}
