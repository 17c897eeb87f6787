package io.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Action;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every action promises. An action's own test extends this, and says what success looks like. */
public abstract class ActionContract {
    protected abstract Action action();

    protected abstract Target target(String name);

    /** The row number {@code i}, with a key of its own. */
    protected abstract Row row(int i);

    /** The answer that proves that all the rows were taken. */
    protected abstract Answer.Http success(List<Row> rows);

    /** Whether there is more than one target of its kind. */
    protected boolean hasTargetNames() {
        return true;
    }

    /** What every request has behind its path. */
    protected Optional<String> query() {
        return Optional.empty();
    }

    @Test
    void one_outcome_per_row_when_all_were_taken() {
        for (var n = 1; n <= action().rowsPerCall(); n++) {
            var rows = rows(n);
            assertThat(action().read(rows, success(rows))).isInstanceOf(Reading.PerRow.class);
            assertThat(((Reading.PerRow) action().read(rows, success(rows))).outcomes())
                    .hasSize(n)
                    .allMatch(Outcome.Delivered.class::isInstance);
        }
    }

    @Test
    void a_429_throttles_the_account_for_as_long_as_it_says() {
        var failure = failed(http(429, Optional.of(Duration.ofSeconds(42)), "{}"));
        assertThat(failure.owner()).isEqualTo(Failure.Owner.ACCOUNT);
        assertThat(failure.reason()).isEqualTo(Reason.THROTTLED);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(42));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void a_server_error_makes_the_account_unavailable(int status) {
        assertThat(failed(http(status, "")).owner()).isEqualTo(Failure.Owner.ACCOUNT);
        assertThat(failed(http(status, "")).reason()).isEqualTo(Reason.UNAVAILABLE);
    }

    /** Whether the server behind a gateway did its work, only an action that can be repeated need not ask. */
    @ParameterizedTest
    @ValueSource(ints = {502, 504})
    void a_gateway_that_lost_its_server_leaves_only_the_unrepeatable_unknown(int status) {
        var reading = action().read(rows(1), http(status, ""));
        assertThat(reading).isInstanceOf(action().repeatable() ? Reading.Failed.class : Reading.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void no_row_is_blamed_for_the_account_or_the_target(int status) {
        assertThat(failed(http(status, "{\"message\":\"no\",\"errorcode\":0}"))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Maintenance</html>", "{", "[", "null", "{}", "[]", "\"OK\"", "[{}", "true"})
    void a_foreign_body_is_no_proof_whatever_the_status(String body) {
        for (var status : List.of(200, 201, 202, 204, 302, 400)) {
            assertThat(delivers(action().read(rows(1), http(status, body))))
                    .as("%d %s", status, body)
                    .isFalse();
        }
    }

    @Test
    void half_a_proof_is_no_proof() {
        var whole = success(rows(1)).body();
        for (var length = 0; length < whole.length(); length++) {
            var half = http(success(rows(1)).status(), whole.substring(0, length));
            assertThat(delivers(action().read(rows(1), half))).as(half.body()).isFalse();
        }
    }

    @Test
    void a_proof_with_an_error_status_is_no_proof() {
        for (var status : List.of(400, 401, 403, 404, 429, 500, 503)) {
            assertThat(delivers(
                            action().read(rows(1), http(status, success(rows(1)).body()))))
                    .isFalse();
        }
    }

    @Test
    void a_time_out_is_of_unknown_outcome_only_where_repeating_does_harm() {
        var reading = action().read(rows(1), new Answer.None(true, "time-out"));
        assertThat(reading).isInstanceOf(action().repeatable() ? Reading.Failed.class : Reading.Unknown.class);
    }

    @Test
    void what_was_certainly_not_sent_is_never_of_unknown_outcome() {
        var failure = failed(new Answer.None(false, "refused"));
        assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void the_failure_of_a_call_that_was_not_made_is_passed_on() {
        var failure = new Failure(Failure.Owner.ACCOUNT, Reason.LEASE_LOST, Optional.empty(), "");
        assertThat(failed(new Answer.NotCalled(failure))).isSameAs(failure);
    }

    @Test
    void the_same_rows_make_the_same_request() {
        var n = action().rowsPerCall();
        var first = action().request(target("a"), rows(n));
        var second = action().request(target("a"), rows(n));
        assertThat(second).isEqualTo(first);
        assertThat(second.body().toString()).isEqualTo(first.body().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "../x", "a?b=c", "a#b", "50%", "ünï", "a:b,c", "{x}", "a+b", "*", "\"", "&"})
    void an_odd_name_stays_one_name(String name) {
        var plain = action().request(target("plain"), rows(1));
        var odd = action().request(target(name), rows(1));
        assertThat(segments(odd.path())).isEqualTo(segments(plain.path()));
        var uri = URI.create("https://example.com" + odd.path());
        assertThat(Optional.ofNullable(uri.getRawQuery())).isEqualTo(query());
        assertThat(uri.getRawFragment()).isNull();
        assertThat(uri.normalize()).isEqualTo(uri);
        if (hasTargetNames()) {
            assertThat(uri.getPath() + odd.body().toString().replace("\\", "")).contains(name);
        }
    }

    private List<Row> rows(int n) {
        var rows = new ArrayList<Row>();
        for (var i = 0; i < n; i++) {
            rows.add(row(i));
        }
        return rows;
    }

    private Failure failed(Answer answer) {
        var reading = action().read(rows(1), answer);
        assertThat(reading).isInstanceOf(Reading.Failed.class);
        return ((Reading.Failed) reading).failure();
    }

    private static boolean delivers(Reading reading) {
        return reading instanceof Reading.PerRow perRow
                && perRow.outcomes().stream().anyMatch(Outcome.Delivered.class::isInstance);
    }

    private static int segments(String path) {
        return path.split("/", -1).length;
    }

    private static Answer.Http http(int status, String body) {
        return http(status, Optional.empty(), body);
    }

    private static Answer.Http http(int status, Optional<Duration> retryAfter, String body) {
        return new Answer.Http(status, retryAfter, body);
    }
}
