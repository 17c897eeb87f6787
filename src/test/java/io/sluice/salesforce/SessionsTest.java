package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Answer;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import io.sluice.delivery.TestClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Failure EXPIRED =
            new Failure(Failure.Owner.ACCOUNT, Reason.LOGIN_REFUSED, Optional.empty(), "HTTP 401, INVALID_SESSION_ID");

    private final SalesforceAccounts accounts =
            AccountConfig.accounts("salesforce.username", "ann", "salesforce.password", "p");
    private final TestClock clock = new TestClock();
    private final Sessions sessions = new Sessions(accounts.account("main"), accounts.hosts(), clock);

    @Test
    void one_logs_in_and_the_others_wait() {
        assertThat(sessions.turn()).isInstanceOf(Sessions.Turn.LogIn.class);
        var waiting = (Sessions.Turn.Await) sessions.turn();
        assertThat(waiting.result()).isNotDone();
        assertThat(sessions.received(session("one"))).isEmpty();
        assertThat(waiting.result().getNow(null)).isEmpty();
        assertThat(used()).isEqualTo("one");
    }

    @Test
    void a_session_is_kept_until_it_is_not_accepted() {
        logIn("one");
        clock.passes(Duration.ofDays(3));
        assertThat(used()).isEqualTo("one");
        assertThat(sessions.rejected(current(), EXPIRED)).isTrue();
        assertThat(sessions.turn()).isInstanceOf(Sessions.Turn.LogIn.class);
    }

    @Test
    void many_calls_with_an_old_session_lead_to_one_login() {
        logIn("one");
        var old = current();
        clock.passes(Duration.ofHours(2));
        assertThat(sessions.rejected(old, EXPIRED)).isTrue();
        logIn("two");
        assertThat(sessions.rejected(old, EXPIRED)).as("the others").isTrue();
        assertThat(used()).isEqualTo("two");
    }

    @Test
    void a_new_session_that_is_not_accepted_either_ends_in_a_pause_of_a_minute() {
        logIn("one");
        clock.passes(Duration.ofHours(2));
        sessions.rejected(current(), EXPIRED);
        logIn("two");
        assertThat(sessions.rejected(current(), EXPIRED)).isFalse();
        clock.passes(Duration.ofSeconds(20));
        assertThat(((Sessions.Turn.Wait) sessions.turn()).failure())
                .isEqualTo(new Failure(
                        Failure.Owner.ACCOUNT,
                        Reason.LOGIN_REFUSED,
                        Optional.of(Duration.ofSeconds(40)),
                        "HTTP 401, INVALID_SESSION_ID"));
        clock.passes(Duration.ofSeconds(40));
        assertThat(sessions.turn()).isInstanceOf(Sessions.Turn.LogIn.class);
    }

    @Test
    void there_is_at_most_one_refused_login_a_minute() {
        for (var minute = 0; minute < 3; minute++) {
            assertThat(sessions.turn()).isInstanceOf(Sessions.Turn.LogIn.class);
            var failure = sessions.received(http(500, SoapAnswers.fault("INVALID_LOGIN")));
            assertThat(failure).map(Failure::reason).contains(Reason.LOGIN_REFUSED);
            assertThat(failure.orElseThrow().retryAfter()).contains(Duration.ofMinutes(1));
            clock.passes(Duration.ofSeconds(59));
            assertThat(sessions.turn()).isInstanceOf(Sessions.Turn.Wait.class);
            clock.passes(Duration.ofSeconds(1));
        }
    }

    @Test
    void a_login_that_nobody_answers_is_tried_again_as_the_account_is() {
        assertThat(sessions.turn()).isInstanceOf(Sessions.Turn.LogIn.class);
        assertThat(sessions.received(new Answer.None(false, "ConnectException")))
                .map(Failure::reason)
                .contains(Reason.UNAVAILABLE);
        assertThat(sessions.turn()).isInstanceOf(Sessions.Turn.LogIn.class);
    }

    @Test
    void a_login_that_never_comes_back_is_taken_over() {
        assertThat(sessions.turn()).isInstanceOf(Sessions.Turn.LogIn.class);
        clock.passes(accounts.account("main").callTimeout().multipliedBy(2));
        assertThat(sessions.turn()).isInstanceOf(Sessions.Turn.LogIn.class);
    }

    private void logIn(String token) {
        assertThat(sessions.turn()).isInstanceOf(Sessions.Turn.LogIn.class);
        assertThat(sessions.received(session(token))).isEmpty();
    }

    private Session current() {
        return ((Sessions.Turn.Use) sessions.turn()).session();
    }

    private String used() {
        return current().token();
    }

    private static Answer session(String token) {
        return http(200, SoapAnswers.session(token, "https://ap15.salesforce.com"));
    }

    private static Answer http(int status, String body) {
        return new Answer.Http(status, Optional.empty(), body);
    }
}
