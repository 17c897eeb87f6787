package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Failure;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.delivery.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped door, an org that counts, and a clock that is moved. */
class DailyBudgetTest {
    private static final Outcome DELIVERED = new Outcome.Delivered();
    private static final Outcome HELD = new Outcome.Held(Reason.DAILY_BUDGET);

    private final FakeSalesforce salesforce = new FakeSalesforce();
    private final TestClock clock = new TestClock();
    private final Door door = new Door(
            AccountConfig.standIn(
                    salesforce, "salesforce.daily-api-budget", "80%", "salesforce.daily-api-reserve", "10"),
            clock);
    private final Writes writes = new Writes(clock);

    @AfterEach
    void close() {
        door.close();
        salesforce.close();
    }

    private Outcome normal() {
        clock.passes(Duration.ofMillis(1));
        return door.outcome(writes.lead("Ann"));
    }

    private Outcome urgent() {
        clock.passes(Duration.ofMillis(1));
        return door.outcome(writes.urgent("Ann"));
    }

    @Test
    void at_the_reserve_only_what_is_urgent_goes_on_and_at_the_budget_nothing() {
        salesforce.used(67, 100);
        assertThat(normal()).as("68 by the look, 69 by the call").isEqualTo(DELIVERED);
        assertThat(normal()).as("the 70th").isEqualTo(DELIVERED);
        assertThat(normal()).isEqualTo(HELD);
        for (var call = 71; call <= 80; call++) {
            assertThat(urgent()).isEqualTo(DELIVERED);
        }
        assertThat(urgent()).isEqualTo(HELD);
        assertThat(normal()).isEqualTo(HELD);
        assertThat(salesforce.calls()).hasSize(12);
        assertThat(salesforce.looks()).hasSize(1);
    }

    @Test
    void the_reserve_pauses_a_lane_and_the_budget_the_account_until_the_next_look() {
        salesforce.used(71, 100);
        var held = door.send(writes.lead("Ann"));
        assertThat(held.failure().orElseThrow())
                .extracting(Failure::owner, Failure::reason, failure -> failure.retryAfter()
                        .orElseThrow())
                .containsExactly(Failure.Owner.TARGET, Reason.DAILY_BUDGET, Duration.ofMinutes(10));
        clock.passes(Duration.ofMinutes(10));
        salesforce.used(90, 100);
        assertThat(urgent()).as("nobody can know before its answer").isEqualTo(DELIVERED);
        clock.passes(Duration.ofMillis(1));
        assertThat(door.send(writes.urgent("Ann")).failure().orElseThrow().owner())
                .isEqualTo(Failure.Owner.ACCOUNT);
    }

    @Test
    void looks_once_in_ten_minutes_and_goes_on_when_the_window_has_moved() {
        salesforce.used(95, 100);
        assertThat(normal()).isEqualTo(HELD);
        for (var minute = 0; minute < 60; minute++) {
            assertThat(normal()).isEqualTo(HELD);
            clock.passes(Duration.ofMinutes(1));
        }
        assertThat(salesforce.looks()).as("looks in an hour").hasSizeBetween(6, 7);
        assertThat(salesforce.calls()).isEmpty();
        salesforce.used(20, 100);
        clock.passes(Duration.ofMinutes(10));
        assertThat(normal()).isEqualTo(DELIVERED);
        assertThat(normal()).isEqualTo(DELIVERED);
    }

    @Test
    void what_others_use_counts() {
        salesforce.used(0, 100);
        assertThat(normal()).isEqualTo(DELIVERED);
        salesforce.used(69, 100);
        assertThat(normal()).as("nobody can know before its answer").isEqualTo(DELIVERED);
        assertThat(normal()).isEqualTo(HELD);
    }

    @Test
    void an_org_that_refuses_calls_is_asked_again_in_ten_minutes() {
        salesforce.answers(
                403, "[{\"message\":\"TotalRequests Limit exceeded.\",\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]");
        var refused = door.send(writes.lead("Ann"));
        assertThat(refused.settled().get(0).outcome()).isEqualTo(HELD);
        assertThat(refused.failure().orElseThrow().retryAfter()).contains(Duration.ofMinutes(10));
        clock.passes(Duration.ofMinutes(1));
        assertThat(urgent()).isEqualTo(HELD);
        assertThat(salesforce.calls()).hasSize(1);
        clock.passes(Duration.ofMinutes(10));
        assertThat(normal()).isEqualTo(DELIVERED);
        assertThat(salesforce.looks()).hasSize(2);
    }

    @Test
    void the_session_is_renewed_when_its_time_is_over() {
        assertThat(normal()).isEqualTo(DELIVERED);
        clock.passes(Duration.ofHours(2));
        salesforce.answers(401, "[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]");
        assertThat(normal()).isEqualTo(DELIVERED);
        assertThat(salesforce.logins()).hasSize(2);
        assertThat(salesforce.calls().get(2).header("Authorization")).isEqualTo("Bearer 00D!2");
    }

    @ParameterizedTest
    @CsvSource({
        "80%, 5000, 4000",
        "80%, 15000, 12000",
        "0%, 5000, 0",
        "100%, 5000, 5000",
        "1200, 5000, 1200",
        "1200, 1000, 1200",
    })
    void an_allowance_is_a_number_or_a_share(String text, long max, long calls) {
        assertThat(Allowance.of(text).orElseThrow().of(max)).isEqualTo(calls);
    }
}
