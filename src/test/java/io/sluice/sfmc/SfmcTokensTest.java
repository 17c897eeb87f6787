package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Answer;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import io.sluice.delivery.TestClock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SfmcTokensTest {
    private static final String REST = "https://mcabc.rest.marketingcloudapis.com/";
    private final SfmcAccounts accounts = AccountConfig.accounts(
            "sfmc.subdomain", "mcabc", "sfmc.client-id", "an-id", "sfmc.client-secret", "a-secret");
    private final TestClock clock = new TestClock();
    private final SfmcTokens tokens = new SfmcTokens(accounts.account("main"), accounts.hosts(), clock);

    @Test
    void one_fetches_and_the_others_wait() throws Exception {
        var threads = Executors.newFixedThreadPool(16);
        var start = new CyclicBarrier(16);
        var turns = new ArrayList<SfmcTokens.Turn>();
        Callable<SfmcTokens.Turn> ask = () -> {
            start.await();
            return tokens.turn();
        };
        for (var turn : threads.invokeAll(Collections.nCopies(16, ask))) {
            turns.add(turn.get());
        }
        threads.shutdown();
        assertThat(turns).filteredOn(SfmcTokens.Turn.Fetch.class::isInstance).hasSize(1);
        var waiting = turns.stream()
                .filter(SfmcTokens.Turn.Await.class::isInstance)
                .map(SfmcTokens.Turn.Await.class::cast)
                .toList();
        assertThat(waiting).hasSize(15).noneMatch(turn -> turn.result().isDone());
        tokens.received(token("one", 1079));
        assertThat(waiting).allMatch(turn -> turn.result().getNow(null).isEmpty());
        assertThat(used()).isEqualTo("one");
    }

    @Test
    void those_who_wait_learn_why_there_is_no_token() {
        assertThat(tokens.turn()).isInstanceOf(SfmcTokens.Turn.Fetch.class);
        var waiting = (SfmcTokens.Turn.Await) tokens.turn();
        tokens.received(http(503, ""));
        assertThat(waiting.result().getNow(null)).map(Failure::reason).contains(Reason.UNAVAILABLE);
        assertThat(tokens.turn()).isInstanceOf(SfmcTokens.Turn.Fetch.class);
    }

    @Test
    void says_which_host_did_not_answer() {
        tokens.turn();
        var failure =
                tokens.received(new Answer.None(false, "UnknownHostException")).orElseThrow();
        assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(failure.detail()).isEqualTo("token: UnknownHostException from mcabc.auth.marketingcloudapis.com");
    }

    @Test
    void keeps_the_token_and_fetches_the_next_one_while_it_still_serves() {
        fetch(token("one", 1079));
        clock.passes(Duration.ofSeconds(958));
        assertThat(used()).isEqualTo("one");
        clock.passes(Duration.ofSeconds(1));
        assertThat(tokens.turn()).isInstanceOf(SfmcTokens.Turn.Fetch.class);
        assertThat(used()).isEqualTo("one");
        tokens.received(token("two", 1079));
        assertThat(used()).isEqualTo("two");
    }

    @Test
    void goes_on_with_the_old_token_when_the_next_one_cannot_be_had() {
        fetch(token("one", 1079));
        clock.passes(Duration.ofSeconds(1000));
        assertThat(tokens.turn()).isInstanceOf(SfmcTokens.Turn.Fetch.class);
        assertThat(tokens.received(http(503, ""))).isEmpty();
        assertThat(used()).isEqualTo("one");
        clock.passes(Duration.ofSeconds(15));
        assertThat(tokens.turn()).isInstanceOf(SfmcTokens.Turn.Fetch.class);
        clock.passes(Duration.ofSeconds(64));
        assertThat(tokens.received(http(503, ""))).isPresent();
    }

    @Test
    void never_uses_an_expired_token() {
        fetch(token("one", 10));
        clock.passes(Duration.ofSeconds(10));
        assertThat(tokens.turn()).isInstanceOf(SfmcTokens.Turn.Fetch.class);
        assertThat(tokens.turn()).isInstanceOf(SfmcTokens.Turn.Await.class);
    }

    @Test
    void a_fetch_that_never_ends_is_begun_again() {
        assertThat(tokens.turn()).isInstanceOf(SfmcTokens.Turn.Fetch.class);
        clock.passes(Duration.ofSeconds(120));
        assertThat(tokens.turn()).isInstanceOf(SfmcTokens.Turn.Fetch.class);
    }

    @Test
    void a_401_renews_the_token_once_however_many_calls_it_hits() {
        var old = fetch(token("one", 1079));
        assertThat(tokens.rejected(old)).isTrue();
        assertThat(tokens.rejected(old)).isTrue();
        assertThat(tokens.turn()).isInstanceOf(SfmcTokens.Turn.Fetch.class);
        tokens.received(token("two", 1079));
        assertThat(tokens.rejected(old))
                .as("a late answer to a call with the old one")
                .isTrue();
        assertThat(used()).isEqualTo("two");
    }

    @Test
    void renews_at_most_once_in_a_minute() {
        assertThat(tokens.rejected(fetch(token("one", 1079)))).isTrue();
        var second = fetch(token("two", 1079));
        clock.passes(Duration.ofSeconds(59));
        assertThat(tokens.rejected(second)).isFalse();
        clock.passes(Duration.ofSeconds(1));
        assertThat(tokens.rejected(second)).isTrue();
        assertThat(tokens.turn()).isInstanceOf(SfmcTokens.Turn.Fetch.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"error\":\"invalid_client\",\"error_description\":\"Invalid client ID.\"} | CREDENTIALS",
                "400 | {\"error\":\"invalid_grant\",\"error_description\":\"x\"} | CREDENTIALS",
                "400 | {\"error\":\"unsupported_grant_type\"} | CREDENTIALS",
                "403 | '' | CREDENTIALS",
                "429 | {\"message\":\"Your requests are temporarily blocked.\",\"errorcode\":50200} | BLOCKED",
                "429 | {\"message\":\"Rate limit exceeded\",\"errorcode\":50100,\"retryAfter\":5} | THROTTLED",
                "500 | '' | UNAVAILABLE",
                "503 | <html>Maintenance</html> | UNAVAILABLE",
                "404 | '' | ANSWER_NOT_UNDERSTOOD",
                "200 | <html>Maintenance</html> | ANSWER_NOT_UNDERSTOOD",
                "200 | {} | ANSWER_NOT_UNDERSTOOD",
                "200 | {\"access_token\":\"x\"} | ANSWER_NOT_UNDERSTOOD",
                "302 | '' | ANSWER_NOT_UNDERSTOOD",
            })
    void says_why_there_is_no_token(int status, String body, Reason reason) {
        tokens.turn();
        var failure = tokens.received(http(status, body)).orElseThrow();
        assertThat(failure.owner()).isEqualTo(Failure.Owner.ACCOUNT);
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.detail()).doesNotContain("an-id", "a-secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://marketingcloudapis.com.evil.example/",
                "https://evilmarketingcloudapis.com/",
                "https://mcabc.rest.marketingcloudapis.com@evil.example/",
                "https://mcabc.rest.marketingcloudapis.com:8443/",
                "http://mcabc.rest.marketingcloudapis.com/",
                "https://evil.example/.marketingcloudapis.com",
                "mcabc.rest.marketingcloudapis.com",
                "not a url",
                ""
            })
    void takes_no_token_for_a_host_that_is_not_salesforces(String restUrl) {
        tokens.turn();
        var answer = http(
                200, "{\"access_token\":\"x\",\"expires_in\":1079,\"rest_instance_url\":\"%s\"}".formatted(restUrl));
        assertThat(tokens.received(answer)).map(Failure::reason).contains(Reason.HOST_NOT_ALLOWED);
    }

    @Test
    void keeps_the_soap_host_and_the_scopes_that_the_answer_names() {
        var token = fetch(http(
                200,
                "{\"access_token\":\"x\",\"expires_in\":1079,\"scope\":\"offline  data_extensions_write offline\","
                        + "\"rest_instance_url\":\"" + REST
                        + "\",\"soap_instance_url\":\"https://mcabc.soap.marketingcloudapis.com/\"}"));
        assertThat(token.soapUrl()).contains(URI.create("https://mcabc.soap.marketingcloudapis.com"));
        assertThat(token.scopes()).containsExactlyInAnyOrder("offline", "data_extensions_write");
    }

    @Test
    void takes_no_token_with_a_soap_host_that_is_not_salesforces() {
        tokens.turn();
        var answer = http(
                200,
                "{\"access_token\":\"x\",\"expires_in\":1079,\"rest_instance_url\":\"" + REST
                        + "\",\"soap_instance_url\":\"https://soap.evil.example/\"}");
        assertThat(tokens.received(answer)).map(Failure::reason).contains(Reason.HOST_NOT_ALLOWED);
    }

    private SfmcToken fetch(Answer answer) {
        assertThat(tokens.turn()).isInstanceOf(SfmcTokens.Turn.Fetch.class);
        assertThat(tokens.received(answer)).isEmpty();
        return ((SfmcTokens.Turn.Use) tokens.turn()).token();
    }

    private String used() {
        var token = ((SfmcTokens.Turn.Use) tokens.turn()).token();
        assertThat(token.restUrl()).hasToString("https://mcabc.rest.marketingcloudapis.com");
        assertThat(token.toString()).doesNotContain(token.value());
        return token.value();
    }

    private static Answer token(String value, int seconds) {
        return http(
                200,
                "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d,\"rest_instance_url\":\"%s\"}"
                        .formatted(value, seconds, REST));
    }

    private static Answer.Http http(int status, String body) {
        return new Answer.Http(status, Optional.empty(), body);
    }
}
