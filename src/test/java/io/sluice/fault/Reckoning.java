package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.fault.Sent.Kind;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what was acknowledged with what has arrived, and with what the gateway says of itself. */
final class Reckoning {
    private static final Map<String, String> UNKNOWN = Map.of("outcome", "refused", "reason", "outcome_unknown");

    private final List<Sent> acknowledged;
    private final Arrived arrived;
    private final JsonNode stats;
    private final Metrics metrics;

    /** @param ledger the messageIds that were answered with 2xx */
    Reckoning(Set<String> ledger, Arrived arrived, Metrics metrics) {
        this.acknowledged = ledger.stream().map(Sent::of).toList();
        this.arrived = arrived;
        this.stats = arrived.stats();
        this.metrics = metrics;
    }

    String summary() {
        return "%d events acknowledged, %d calls, %d rows, worst second %d, %d journeys, %d of unknown outcome"
                .formatted(
                        acknowledged.size(),
                        arrived.calls(),
                        stats.get("rowsApplied").asLong(),
                        stats.get("worstSecond").asInt(),
                        arrived.carts().size(),
                        unknown());
    }

    /** All that was acknowledged is there, in order, and the gateway knows it. */
    void check() {
        everyOrderHasItsValue();
        everyUserHasTheLastValue();
        noUserEverWentBack();
        everyCartStartedAJourneyOnceOrIsKnownNotToBeKnown();
        everythingIsAccountedFor();
    }

    /** What else wants a processor bunches calls that left at their gaps; two who call at once would make twice as many. */
    static int worstSecond(int pace) {
        return pace + pace / 4;
    }

    void checkPace(int pace) {
        assertThat(stats.get("worstSecond").asInt()).isLessThanOrEqualTo(worstSecond(pace));
        assertThat(stats.get("rateViolations").asLong()).isZero();
    }

    private void everyOrderHasItsValue() {
        var orders = arrived.orders();
        var wrong = acknowledged(Kind.ORDER).stream()
                .filter(order -> !is(orders.get(order.messageId()), order.number()))
                .toList();
        assertThat(wrong).as("acknowledged orders without their total").isEmpty();
    }

    private void everyUserHasTheLastValue() {
        var expected = new HashMap<String, Long>();
        acknowledged(Kind.IDENTIFY).forEach(identify -> expected.merge(identify.user(), identify.number(), Math::max));
        var users = arrived.users();
        var wrong = expected.entrySet().stream()
                .filter(user -> !is(users.get(user.getKey()), user.getValue()))
                .toList();
        assertThat(expected).isNotEmpty();
        assertThat(wrong)
                .as("users without their last value; there is %s", users)
                .isEmpty();
    }

    /** Repeating is allowed, going back is not. */
    private void noUserEverWentBack() {
        var rows = arrived.userHistory();
        assertThat(rows.get("historyForgotten").asLong()).isZero();
        assertThat(rows.get("history")).isNotEmpty();
        var last = new HashMap<String, BigDecimal>();
        for (var change : rows.get("history")) {
            var user = change.get("key").textValue();
            var number = change.at("/values/Lifetime Value").decimalValue();
            assertThat(number)
                    .as("%s after %s", change, last.get(user))
                    .isGreaterThanOrEqualTo(last.getOrDefault(user, BigDecimal.ZERO));
            last.put(user, number);
        }
    }

    private void everyCartStartedAJourneyOnceOrIsKnownNotToBeKnown() {
        var carts = arrived.carts();
        assertThat(carts).doesNotHaveDuplicates();
        var missing = acknowledged(Kind.CART).stream()
                .map(Sent::messageId)
                .filter(cart -> !carts.contains(cart))
                .collect(Collectors.toSet());
        assertThat(acknowledged(Kind.CART)).isNotEmpty();
        assertThat((long) missing.size())
                .as("journeys that were not started: %s", missing)
                .isLessThanOrEqualTo(unknown());
    }

    private void everythingIsAccountedFor() {
        var differences = metrics.named("sluice_conservation_difference");
        assertThat(differences).isNotEmpty().allMatch(sample -> sample.value() == 0);
        var refused = metrics.sum("sluice_deliveries_final", Map.of("outcome", "refused"));
        assertThat(refused).as("refused deliveries").isEqualTo(unknown());
        var passed = metrics.named("sluice_deliveries_passed").stream()
                .map(Metrics.Sample::value)
                .collect(Collectors.toSet());
        assertThat(passed).as("events that each mapping has looked at").hasSize(1);
        assertThat(passed.iterator().next()).isGreaterThanOrEqualTo(acknowledged.size());
    }

    private long unknown() {
        return (long) metrics.sum("sluice_deliveries_final", UNKNOWN);
    }

    private List<Sent> acknowledged(Kind kind) {
        return acknowledged.stream().filter(event -> event.kind() == kind).toList();
    }

    private static boolean is(BigDecimal value, long number) {
        return value != null && value.compareTo(BigDecimal.valueOf(number)) == 0;
    }
}
