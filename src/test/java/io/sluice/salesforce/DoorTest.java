package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Tags;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoorTest {
    private static final Outcome DELIVERED = new Outcome.Delivered();
    private static final String EXPIRED =
            "[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]";

    private final FakeSalesforce salesforce = new FakeSalesforce();
    private final Door door = new Door(AccountConfig.standIn(salesforce));
    private final Writes writes = new Writes();

    @AfterEach
    void close() {
        door.close();
        salesforce.close();
    }

    @Test
    void logs_in_asks_for_the_limits_and_writes_the_record() {
        var batch = door.send(writes.lead("Ånn"));
        assertThat(batch.settled().get(0).outcome()).isEqualTo(DELIVERED);
        assertThat(batch.calls()).isEqualTo(1);

        var login = salesforce.logins().get(0);
        assertThat(login.path()).isEqualTo("/services/oauth2/token");
        assertThat(login.body()).isEqualTo("grant_type=client_credentials&client_id=an-id&client_secret=a-secret");
        assertThat(login.header("Content-Type")).startsWith("application/x-www-form-urlencoded");
        assertThat(login.header("Authorization")).isEmpty();
        assertThat(salesforce.looks()).singleElement().satisfies(look -> assertThat(look.path())
                .isEqualTo("/services/data/v64.0/limits"));
        var call = salesforce.calls().get(0);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/services/data/v64.0/composite/sobjects");
        assertThat(call.header("Authorization")).isEqualTo("Bearer 00D!1");
        assertThat(call.header("Sforce-Auto-Assign")).isEqualTo("FALSE");
        assertThat(call.header("Content-Type")).isEqualTo("application/json;charset=utf-8");
        assertThat(call.header("User-Agent")).isEqualTo("sluice");
        assertThat(call.body())
                .isEqualTo(
                        "{\"allOrNone\":false,\"records\":[{\"attributes\":{\"type\":\"Lead\"},\"LastName\":\"Ånn\",\"Company\":\"n/a\"}]}");
    }

    @Test
    void keeps_the_session_and_no_cookie() {
        door.send(writes.lead("Ann"));
        door.send(writes.lead("Bob"));
        assertThat(salesforce.logins()).hasSize(1);
        assertThat(salesforce.looks()).hasSize(1);
        assertThat(salesforce.calls()).hasSize(2).allMatch(call -> call.header("Cookie")
                .isEmpty());
    }

    @Test
    void counts_calls_rows_logins_and_what_is_left_of_the_day() {
        salesforce.used(10, 1000);
        door.send(writes.lead("Ann"));
        var answered = Tags.of("account", "salesforce-main", "status", "200");
        assertThat(door.meters
                        .get("sluice.calls.seconds")
                        .tags(answered)
                        .timer()
                        .count())
                .as("the look at the limits, and the call")
                .isEqualTo(2);
        assertThat(door.meters
                        .get("sluice.token.requests")
                        .tags(answered)
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(door.meters.get("sluice.call.rows").summary().totalAmount()).isEqualTo(1);
        assertThat(door.meters
                        .get("sluice.daily.calls.remaining")
                        .tag("account", "salesforce-main")
                        .gauge()
                        .value())
                .isEqualTo(988);
    }

    @Test
    void what_salesforce_refuses_is_read_with_its_status_and_its_words() {
        salesforce.answers(
                400,
                "[{\"message\":\"Required fields are missing: [Company]\",\"errorCode\":\"REQUIRED_FIELD_MISSING\"}]");
        assertThat(door.outcome(writes.lead("Ann")))
                .isEqualTo(new Outcome.Refused(
                        Reason.REQUIRED_MISSING, "REQUIRED_FIELD_MISSING: Required fields are missing: [Company]"));
        salesforce.answers(
                404, "[{\"message\":\"The requested resource does not exist\",\"errorCode\":\"NOT_FOUND\"}]");
        assertThat(door.outcome(writes.lead("Ann"))).isEqualTo(new Outcome.Held(Reason.TARGET_UNKNOWN));
        salesforce.answers(503, "<html>Maintenance</html>");
        assertThat(door.outcome(writes.lead("Ann"))).isEqualTo(new Outcome.Held(Reason.UNAVAILABLE));
        assertThat(salesforce.calls()).as("the component repeats nothing").hasSize(3);
    }

    @Test
    void a_session_less_than_a_minute_old_that_is_not_accepted_is_a_matter_of_the_login() {
        salesforce.answers(401, EXPIRED);
        assertThat(door.outcome(writes.lead("Ann"))).isEqualTo(new Outcome.Held(Reason.LOGIN_REFUSED));
        assertThat(salesforce.logins()).hasSize(1);
        assertThat(salesforce.calls())
                .as("the component logs in nowhere by itself")
                .hasSize(1);
    }

    @Test
    void follows_no_redirect() {
        salesforce.answers(307, "");
        assertThat(door.outcome(writes.lead("Ann"))).isEqualTo(new Outcome.Held(Reason.ANSWER_NOT_UNDERSTOOD));
        assertThat(salesforce.calls()).hasSize(1);
    }

    @Test
    void a_connection_that_breaks_leaves_the_outcome_unknown() {
        door.send(writes.lead("warm"));
        salesforce.breaks();
        assertThat(door.outcome(writes.lead("Ann")))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reason.OUTCOME_UNKNOWN));
        assertThat(salesforce.calls()).hasSize(2);
    }

    @Test
    void waits_no_longer_than_the_call_time_out_and_cannot_know_the_outcome() {
        salesforce.hangs();
        try (var impatient = new Door(AccountConfig.standIn(salesforce, "salesforce.call-timeout", "1s"))) {
            assertThat(impatient.outcome(writes.lead("Ann")))
                    .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused)
                            .extracting(Outcome.Refused::reason, Outcome.Refused::detail)
                            .containsExactly(Reason.OUTCOME_UNKNOWN, "TimeoutException"));
        }
    }

    @Test
    void a_connection_that_is_refused_leaves_nothing_unknown() {
        door.send(writes.lead("warm"));
        salesforce.close();
        // A call that still finds a connection cannot know its outcome; there are five of them at the most.
        for (var kept = 0; kept < 5; kept++) {
            assertThat(door.outcome(writes.lead("Ann"))).isNotEqualTo(DELIVERED);
        }
        assertThat(door.outcome(writes.lead("Ann"))).isEqualTo(new Outcome.Held(Reason.UNAVAILABLE));
    }

    @Test
    void gives_no_token_to_a_host_that_is_not_allowed() {
        salesforce.pointsTo("http://127.0.0.1:1");
        var batch = door.send(writes.lead("Ann"));
        assertThat(batch.settled().get(0).outcome()).isEqualTo(new Outcome.Held(Reason.HOST_NOT_ALLOWED));
        assertThat(batch.calls()).isZero();
    }

    @Test
    void makes_no_call_for_an_account_that_another_process_holds() {
        door.loseTheAccount();
        assertThat(door.outcome(writes.lead("Ann"))).isEqualTo(new Outcome.Held(Reason.LEASE_LOST));
        assertThat(salesforce.seen()).isEmpty();
    }

    @Test
    void a_refused_login_pauses_the_account_and_is_not_sent_again_within_the_minute() {
        salesforce.answersLogin(
                400, "{\"error\":\"invalid_grant\",\"error_description\":\"no client credentials user enabled\"}");
        var batch = door.send(writes.lead("Ann"));
        assertThat(batch.settled().get(0).outcome()).isEqualTo(new Outcome.Held(Reason.APP_NOT_APPROVED));
        assertThat(batch.failure().orElseThrow().retryAfter()).contains(Duration.ofMinutes(1));
        assertThat(door.outcome(writes.lead("Bob"))).isEqualTo(new Outcome.Held(Reason.APP_NOT_APPROVED));
        assertThat(salesforce.logins()).hasSize(1);
        assertThat(salesforce.calls()).isEmpty();
    }

    @Test
    void so_many_calls_are_under_way_as_the_account_may_have() throws Exception {
        door.send(writes.lead("warm"));
        var free = salesforce.hold();
        var callers = Executors.newFixedThreadPool(20);
        for (var i = 0; i < 20; i++) {
            var name = "n" + i;
            callers.submit(() -> door.send(writes.lead(name)));
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> salesforce.underWay() == 5);
        free.countDown();
        callers.shutdown();
        assertThat(callers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(salesforce.calls()).hasSize(21);
        assertThat(salesforce.mostUnderWay()).isEqualTo(5);
    }

    @Test
    void an_answer_may_take_longer_than_a_connection_is_kept_idle() throws Exception {
        door.send(writes.lead("warm"));
        var free = salesforce.hold();
        var slow = Executors.newSingleThreadExecutor();
        var outcome = slow.submit(() -> door.outcome(writes.lead("Ann")));
        await().atMost(Duration.ofSeconds(20)).until(() -> salesforce.underWay() == 1);
        var longer = OrgClient.IDLE.plusSeconds(1);
        await().pollDelay(longer).atMost(longer.plusSeconds(10)).until(() -> !outcome.isDone());
        free.countDown();
        assertThat(outcome.get(20, TimeUnit.SECONDS)).isEqualTo(DELIVERED);
        slow.shutdown();
    }

    @Test
    void two_orgs_have_a_session_each() {
        try (var other = new FakeSalesforce();
                var both = new Door(AccountConfig.standIn(
                        salesforce,
                        "salesforce.emea.login-url",
                        other.url(),
                        "salesforce.emea.username",
                        "ann@example.com",
                        "salesforce.emea.password",
                        "p<&>",
                        "salesforce.emea.security-token",
                        "TOKEN"))) {
            assertThat(both.outcome(writes.lead("Ann"))).isEqualTo(DELIVERED);
            assertThat(both.outcome(writes.lead("Bob", "emea"))).isEqualTo(DELIVERED);
            var login = other.logins().get(0);
            assertThat(login.path()).isEqualTo("/services/Soap/u/64.0");
            assertThat(login.header("SOAPAction")).isEqualTo("login");
            assertThat(login.header("Content-Type")).startsWith("text/xml");
            assertThat(login.body())
                    .contains("<username>ann@example.com</username><password>p&lt;&amp;&gt;TOKEN</password>");
            assertThat(salesforce.calls()).hasSize(1);
            assertThat(other.calls()).singleElement().satisfies(call -> assertThat(call.header("Authorization"))
                    .isEqualTo("Bearer 00D!1"));
        }
    }

    @Test
    void a_long_query_fits() {
        // The longest URL that Salesforce takes has 16,384 bytes.
        var batch = writes.question("/query?q=a%2Fb%20%2B" + "x".repeat(16_000));
        assertThat(door.outcome(batch)).isEqualTo(DELIVERED);
        assertThat(salesforce.calls().get(0)).satisfies(call -> {
            assertThat(call.method()).isEqualTo("GET");
            assertThat(call.path()).endsWith("/query?q=a%2Fb%20%2B" + "x".repeat(16_000));
            assertThat(call.body()).isEmpty();
        });
    }
}
