package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.event.Event;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a lane hands out of events that come late. */
class OrderMemoryTest extends LaneTestBase {
    private static final Outcome DELIVERED = new Outcome.Delivered();

    private final Map<String, Mapped.Wanted> wanted = new LinkedHashMap<>();
    private final ScriptedFlow flow = ScriptedFlow.of("lane", event -> wanted.get(event.messageId()));
    private Lane lane;

    @BeforeEach
    void openLane() throws Exception {
        lane = lane(flow);
    }

    private void accept(String id, String key, long time, Map<String, String> columns) throws Exception {
        wanted.put(id, OrderedRows.wanted(key, time, columns));
        accept(List.of(event(id)));
    }

    private Event stale(String id, String key, long time, Map<String, String> columns) {
        wanted.put(id, OrderedRows.wanted(key, time, columns));
        return event(id);
    }

    private void deliver(String id, String key, long time, Map<String, String> columns) throws Exception {
        accept(id, key, time, columns);
        settle(lane, next(lane), DELIVERED);
    }

    private boolean allSettled() throws Exception {
        return lane.next().isEmpty()
                && store.lane("lane").position() == store.logEnd()
                && store.totals().open().isEmpty();
    }

    @Test
    void what_is_wholly_covered_is_stale_and_never_handed_out() throws Exception {
        deliver("new", "k", 20, Map.of("x", "new"));
        accept("old", "k", 10, Map.of("X", "old"));

        await().atMost(Duration.ofSeconds(30)).until(this::allSettled);

        assertThat(counted("stale")).isEqualTo(1);
        assertThat(counted("delivered")).isEqualTo(1);
        assertThat(Conservation.differences(store.totals()).values()).containsOnly(0L);
    }

    @Test
    void what_is_partly_covered_is_handed_out_with_what_was_written() throws Exception {
        deliver("new", "k", 20, Map.of("x", "new"));
        accept("old", "k", 10, Map.of("x", "old", "y", "1"));

        var handed = next(lane);

        assertThat(handed).singleElement().satisfies(delivery -> assertThat(
                        delivery.newest().leavesNothingOf(OrderedRows.wanted("k", 10, Map.of("x", "old"))))
                .isTrue());
        settle(lane, handed, DELIVERED);
        accept("older", "k", 5, Map.of("x", "older", "y", "0"));
        await().atMost(Duration.ofSeconds(30)).until(this::allSettled);
        assertThat(counted("stale")).isEqualTo(1);
    }

    @Test
    void a_probe_with_what_is_new_is_no_older_than_what_was_written() throws Exception {
        deliver("new", "k", 20, Map.of("x", "new"));
        for (var bad : List.of("a", "b", "c")) {
            accept(bad, bad, 20, Map.of("x", "bad"));
            settle(lane, next(lane), new Outcome.Refused(Reason.ROW_REJECTED, "no"));
        }
        accept("old", "k", 10, Map.of("x", "old"));
        clock.advance(Duration.ofMinutes(1));

        assertThat(next(lane)).extracting(Delivery::messageId).containsExactly("c");
        leftOf(lane);
        assertThat(counted("stale")).isEqualTo(1);
    }

    @Test
    void stale_ones_leave_room_for_others_of_the_same_reading() throws Exception {
        deliver("new", "k", 20, Map.of("x", "new"));
        accept(List.of(
                stale("old-1", "k", 10, Map.of("x", "old")),
                stale("other", "j", 10, Map.of("x", "1")),
                stale("old-2", "k", 11, Map.of("x", "old"))));

        var handed = next(lane);
        assertThat(handed).extracting(Delivery::messageId).containsExactly("other");
        settle(lane, handed, DELIVERED);

        await().atMost(Duration.ofSeconds(30)).until(this::allSettled);
        assertThat(counted("stale")).isEqualTo(2);
        assertThat(Conservation.differences(store.totals()).values()).containsOnly(0L);
    }

    @Test
    void a_row_that_waited_behind_a_newer_one_is_stale_when_its_turn_comes() throws Exception {
        accept("new", "k", 20, Map.of("x", "new"));
        var first = next(lane);
        accept("old", "k", 10, Map.of("x", "old"));
        accept("oldest", "k", 9, Map.of("x", "old"));
        assertThat(leftOf(lane)).isEmpty();
        assertThat(store.openKeys("lane")).containsEntry(new MappingKey("m", "k"), 2);

        settle(lane, first, DELIVERED);
        await().atMost(Duration.ofSeconds(30)).until(this::allSettled);

        assertThat(counted("stale")).isEqualTo(2);
        assertThat(store.openKeys("lane")).isEmpty();
        deliver("newest", "k", 30, Map.of("x", "newest")); // the key is free
    }

    @Test
    void what_was_parked_or_refused_hides_nothing() throws Exception {
        accept("new", "k", 20, Map.of("x", "new"));
        settle(lane, next(lane), new Outcome.Refused(Reason.ROW_REJECTED, "no"));
        accept("old", "k", 10, Map.of("x", "old"));

        assertThat(next(lane)).extracting(Delivery::messageId).containsExactly("old");
    }

    @Test
    void what_is_sent_again_after_a_crash_is_not_stale() throws Exception {
        accept("new", "k", 20, Map.of("x", "new"));
        next(lane); // and it was delivered, but nobody heard of it

        var again = next(lane(flow));

        assertThat(again).extracting(Delivery::messageId).containsExactly("new");
    }

    @Test
    void what_was_forgotten_is_sent_again_whole() throws Exception {
        deliver("new", "k", 20, Map.of("x", "new"));
        writing(tx -> tx.forgetNewest("lane", List.of("k")));
        accept("old", "k", 10, Map.of("x", "old"));

        assertThat(next(lane)).extracting(Delivery::messageId).containsExactly("old");
    }

    @Test
    void a_stale_one_is_no_probe() throws Exception {
        deliver("new", "k", 20, Map.of("x", "new"));
        accept("other", "j", 1, Map.of("x", "1"));
        unavailable(lane, next(lane));
        clock.advance(Duration.ofHours(1));
        accept("old", "k", 10, Map.of("x", "old"));
        accept("third", "i", 1, Map.of("x", "1"));

        assertThat(next(lane)).as("the probe").extracting(Delivery::messageId).containsExactly("other");
        assertThat(leftOf(lane)).as("before the probe has its answer").isEmpty();
        assertThat(store.pause(ModelFlow.ACCOUNT).map(Store.Pause::reason)).isEqualTo(Optional.of(Reason.UNAVAILABLE));
    }
}
