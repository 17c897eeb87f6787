package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Settled;
import io.sluice.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@code deliveries} tells, on either store. */
abstract class TraceContract extends CommandTestBase {
    @Test
    void deliveries_are_told_with_what_is_known_of_them() throws Exception {
        acceptRow("refused", "a", 1);
        deliver(REFUSED);
        acceptRow("parked", "b", 2);
        deliver(new Outcome.Parked(Reason.ROW_FAILED, "busy"));
        acceptRow("done", "c", 3);
        deliver(DELIVERED);
        acceptRow("unread", "d", 4);

        assertThat(told(selection(DeliveryState.WITH_ROW.toArray(DeliveryState[]::new))))
                .containsExactly("parked lane-rows parked row_failed", "refused lane-rows refused row_rejected");
        assertThat(told(ofMessage("done")))
                .containsExactly("done lane-rows done", "done lane-fires filtered not_wanted");
        assertThat(told(ofMessage("unread")))
                .containsExactly("unread lane-rows unread", "unread lane-fires unread not_wanted");
        assertThat(told(ofMessage("nobody's"))).isEmpty();

        var parked = commands().deliveries(ofMessage("parked"), 1).get(0);
        assertThat(parked.attempts()).isEqualTo(1);
        assertThat(parked.nextAt()).isPresent();
        assertThat(parked.detail()).isEqualTo("busy");
        assertThat(parked.key()).isEqualTo("lane-rows|b");
    }

    @Test
    void the_last_call_that_a_delivery_went_with_is_found() throws Exception {
        acceptRow("m1", "a", 1);
        settle(new Outcome.Parked(Reason.ROW_FAILED, "busy"), 500, "");
        clock.advance(Duration.ofHours(1));
        settle(DELIVERED, 200, "receipt 9");
        assertThat(commands().deliveries(ofMessage("m1"), 1).get(0).call())
                .contains(new Trace.Call(clock.instant(), 200, 2, "receipt 9"));
    }

    private void settle(Outcome outcome, int status, String receipt) throws Exception {
        var delivery = next(lane).get(0);
        var target = delivery.wanted().target().toString();
        get(lane.settle(
                List.of(new Settled(delivery, outcome)),
                Optional.empty(),
                new CallRow("lane", target, delivery.seq(), delivery.seq(), 1, 2, status, receipt, store.now(), 7)));
    }

    @Test
    void an_event_from_before_the_lane_is_none_of_its() throws Exception {
        var later = new ModelFlow("later", List.of());
        acceptRow("m1", "a", 1);
        writing(tx -> tx.register("later", ModelFlow.ACCOUNT));
        acceptRow("m2", "a", 2);

        var both = new CommandStore(store, flows(flow, later), ModelFlow::repeatable);

        assertThat(both.deliveries(ofMessage("m1"), 10)).extracting(Trace::lane).containsOnly("lane");
        assertThat(both.deliveries(ofMessage("m2"), 10)).extracting(Trace::lane).contains("later");
    }

    @Test
    void a_user_is_found_by_any_of_their_names_however_they_are_spelt() throws Exception {
        accept(List.of(
                person("m1", "userId", "Zoë \"Z\" 😀"),
                person("m2", "anonymousId", "Zoë \"Z\" 😀"),
                person("m3", "other", "Zoë \"Z\" 😀"),
                person("m4", "userId", "Zoë")));

        assertThat(commands().deliveries(ofUser("Zoë \"Z\" 😀"), 10))
                .extracting(Trace::messageId)
                .containsExactlyInAnyOrder("m1", "m1", "m2", "m2");
    }

    private Event person(String messageId, String name, String value) {
        var event = ModelFlow.event(messageId, "row", messageId, 1, clock.instant());
        event.body().put(name, value);
        return event;
    }

    private static Selection ofUser(String user) {
        return new Selection(
                Optional.empty(),
                Optional.of(user),
                Optional.empty(),
                Optional.empty(),
                Set.of(DeliveryState.values()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void deliveries_are_selected_by_key_mapping_reason_and_time_and_limited_to_the_newest() throws Exception {
        var start = clock.instant();
        for (var i = 0; i < 450; i++) {
            acceptRow("m" + i, "k" + i % 2, i);
        }
        var all = Set.of(DeliveryState.values());
        Optional<String> any = Optional.empty();
        clock.advance(Duration.ofHours(1));
        acceptRow("last", "k0", 1);
        var later = Optional.of(start.plusSeconds(1));

        assertThat(commands().deliveries(new Selection(any, any, any, any, all, any, later, Optional.empty()), 10))
                .extracting(Trace::messageId)
                .containsOnly("last");
        assertThat(commands().deliveries(new Selection(any, any, any, any, all, any, Optional.empty(), later), 5))
                .extracting(Trace::messageId)
                .containsExactly("m449", "m449", "m448", "m448", "m447");
        var key = new Selection(any, any, Optional.of("K0"), any, all, any, Optional.empty(), Optional.empty());
        assertThat(commands().deliveries(key, 1_000)).hasSize(226);
        var mapping = new Selection(
                any, any, any, Optional.of("lane-fires"), all, Optional.of("not_wanted"), later, Optional.empty());
        assertThat(commands().deliveries(mapping, 10))
                .extracting(Trace::mapping)
                .containsExactly("lane-fires");
    }
}
