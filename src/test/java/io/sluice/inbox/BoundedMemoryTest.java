package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** However much is waiting, a lane holds only so much of it. */
class BoundedMemoryTest extends LaneTestBase {
    private static final LaneLimits FIFTY = new LaneLimits(50, Duration.ZERO, 1_600, 300);

    private Lane lane(ScriptedFlow flow) throws Exception {
        return lane(flow, FIFTY, (mappings, seq, keyValues) -> true);
    }

    private void backlog(int events) throws Exception {
        for (var i = 0; i < events; i += 5_000) {
            accept(events("e" + i, Math.min(5_000, events - i)));
        }
    }

    private static List<Delivery> all(Lane lane) throws Exception {
        var handed = new ArrayList<Delivery>();
        for (var some = lane.next(); !some.isEmpty(); some = lane.next()) {
            handed.addAll(some);
        }
        return handed;
    }

    @Test
    void a_destination_that_never_answers_gets_no_more_than_may_be_under_way() throws Exception {
        var lane = lane(ScriptedFlow.of("lane", event -> wanted("m", event.messageId())));
        backlog(50_000);

        assertThat(all(lane)).hasSize(1_600);
        assertThat(leftOf(lane)).isEmpty();
    }

    /** Readings are settled as a whole: what has come back of them is in memory until the rest has. */
    @Test
    void what_has_come_back_of_unfinished_readings_counts_as_well() throws Exception {
        var lane = lane(new ScriptedFlow(
                "lane",
                Set.of("quick", "never"),
                event -> event.messageId().endsWith("7")
                        ? List.of(wanted("quick", event.messageId()), wanted("never", "n" + event.messageId()))
                        : List.of(wanted("quick", event.messageId()))));
        backlog(50_000);

        var handed = 0;
        for (var some = lane.next(); !some.isEmpty(); some = lane.next()) {
            handed += some.size();
            var quick = some.stream()
                    .filter(one -> one.wanted().mapping().equals("quick"))
                    .toList();
            settle(lane, quick, new Outcome.Delivered());
        }
        assertThat(handed).isBetween(1_600, 1_700);
    }

    @Test
    void of_unwanted_events_only_so_many_are_read_at_a_time() throws Exception {
        backlog(5_000);
        var flow = ScriptedFlow.of("lane", event -> new Mapped.Filtered("m", Reason.NOT_WANTED, ""));
        var memory = new LaneMemory(
                "lane",
                new Progress(0, ""),
                new Keys(Map.of(), Map.of()),
                new Leave("lane", account, new Pause(0, Optional.empty())),
                new LaneWrites(store, ModelFlow.ACCOUNT, 1, failure -> {}),
                new LaneMemory.Reread(0, 0, Set.of()));

        var screen = new Screen(store, new ContactMemory(ModelFlow.ACCOUNT, List.of()));

        new NewEvents(flow, store, FIFTY, ModelFlow::repeatable, screen, LaneTestBase.NO_JOBS)
                .find(memory, 50, 50, 0, new Found());

        assertThat(memory.progress().readTo() + memory.fetched().size()).isBetween(500L, 1_250L);
    }

    @Test
    void very_many_parked_keys_pause_the_lane_and_it_goes_on_afterwards() throws Exception {
        var lane = lane(ScriptedFlow.of("lane", event -> wanted("m", event.messageId())));
        backlog(1_000);
        for (var some = leftOf(lane); !some.isEmpty(); some = leftOf(lane)) {
            settle(lane, some, new Outcome.Parked(Reason.ROW_FAILED, ""));
        }
        var parked = store.openKeys("lane").size();
        assertThat(parked).isBetween(300, 1_000 - 1);

        while (counted("delivered") < 1_000) {
            clock.advance(Duration.ofMinutes(15));
            var some = leftOf(lane);
            if (!some.isEmpty()) {
                settle(lane, some, new Outcome.Delivered());
            }
        }
        assertThat(store.totals().open()).isEmpty();
        assertThat(store.lane("lane").position()).isEqualTo(store.logEnd());
    }
}
