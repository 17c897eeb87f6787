package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import org.junit.jupiter.api.Test;

/** The published difference is 0, and is able to be something else. */
class ConservationTest extends LaneTestBase {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void the_difference_is_0_after_a_mixed_run_and_1_when_a_row_has_vanished() throws Exception {
        var lane = lane(ScriptedFlow.of("lane", event -> mapped(event.messageId())));
        accept(events("e", 70));
        var outcomes = new Outcome[] {
            new Outcome.Delivered(),
            new Outcome.Merged(),
            new Outcome.Refused(Reason.ROW_REJECTED, "no"),
            new Outcome.Parked(Reason.ROW_FAILED, "busy"),
            new Outcome.Held(Reason.UNAVAILABLE)
        };
        for (var round = 0; round < 8; round++) {
            var handed = leftOf(lane);
            for (var i = 0; i < handed.size(); i++) {
                settle(lane, handed.subList(i, i + 1), outcomes[i % outcomes.length]);
            }
        }
        var metrics = new StoreMetrics(store, registry);
        metrics.refresh();

        assertThat(Conservation.differences(store.totals())).containsOnlyKeys(new Conservation.Mapping("lane", "m"));
        assertThat(published("sluice.conservation.difference")).isZero();
        assertThat(published("sluice.deliveries.passed")).isEqualTo(70);
        assertThat(published("sluice.deliveries.open")).isPositive();
        assertThat(published("sluice.deliveries.open") + published("sluice.deliveries.final"))
                .isEqualTo(70);

        deleteOneOpenRow();
        metrics.refresh();

        assertThat(Conservation.differences(store.totals()).values()).containsExactly(1L);
        assertThat(published("sluice.conservation.difference")).isEqualTo(1);
    }

    private static Mapped mapped(String messageId) {
        var number = Integer.parseInt(messageId.substring(2));
        if (number % 7 == 0) {
            return new Mapped.Filtered("m", Reason.NOT_WANTED, "");
        }
        return number % 7 == 1 ? new Mapped.Refused("m", Reason.KEY_MISSING, "") : wanted("m", "target|" + number);
    }

    private void deleteOneOpenRow() throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            assertThat(
                            statement.executeUpdate(
                                    "DELETE FROM delivery WHERE (lane, seq, mapping) IN"
                                            + " (SELECT lane, seq, mapping FROM delivery WHERE state IN ('waiting', 'parked') LIMIT 1)"))
                    .isEqualTo(1);
        }
    }

    /** Over all its labels. */
    private double published(String name) {
        return registry.get(name).gauges().stream()
                .mapToDouble(gauge -> gauge.value())
                .sum();
    }
}
