package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading through the shipped door. */
class SfmcSourcesTest {
    private static final String CAMPAIGNS = "/hub/v1/campaigns?$page=3&$pageSize=50&$orderBy=ModifiedDate%20DESC";
    private static final String PAGE = "{\"page\":3,\"items\":[{\"id\":\"4711\"}]}";
    private static final String NOT_AUTHORIZED =
            "{\"documentation\":\"\",\"errorcode\":0,\"message\":\"Not Authorized\"}";
    private static final String BLOCKED =
            "{\"message\":\"Your requests are temporarily blocked.\",\"errorcode\":50200}";

    private final FakeSfmc sfmc = new FakeSfmc();
    private final Door door = new Door(AccountConfig.standIn(sfmc, 200));
    private final RecordedReads reads = new RecordedReads();
    private final SfmcSources sources = door.sources(reads);
    private final SfmcSource source = sources.open("main", OptionalInt.empty()).apply(reads);

    @AfterEach
    void close() {
        door.close();
        sfmc.close();
    }

    @Test
    void a_page_is_asked_for_as_it_is_written_with_the_token_of_the_account() throws Exception {
        sfmc.answers(200, PAGE);
        assertThat(source.get(CAMPAIGNS).at("/items/0/id").asText()).isEqualTo("4711");

        var call = sfmc.calls().get(0);
        assertThat(call.method()).isEqualTo("GET");
        assertThat(call.path()).isEqualTo("/hub/v1/campaigns");
        assertThat(call.query()).isEqualTo("$page=3&$pageSize=50&$orderBy=ModifiedDate%20DESC");
        assertThat(call.header("Authorization")).isEqualTo("Bearer token-1");
        assertThat(call.header("Accept")).isEqualTo("application/json");
        assertThat(call.header("SOAPAction")).isEmpty();
        assertThat(reads.calls()).isEqualTo(1);
        assertThat(reads.repeats()).isEmpty();
    }

    @Test
    void a_202_is_an_answer_like_any_other_good_one() throws Exception {
        sfmc.answers(202, PAGE);
        assertThat(source.get(CAMPAIGNS).path("page").asInt()).isEqualTo(3);
    }

    @Test
    void a_run_asks_for_one_token() throws Exception {
        for (var page = 0; page < 20; page++) {
            sfmc.answers(200, PAGE);
            source.get(CAMPAIGNS);
        }
        assertThat(sfmc.tokenRequests()).hasSize(1);
        assertThat(sfmc.tokenRequests().get(0).body())
                .contains("\"grant_type\":\"client_credentials\"", "\"account_id\":\"510001\"");
    }

    @Test
    void refused_credentials_are_tried_once_and_every_question_fails_with_the_words_of_the_token_service() {
        sfmc.answersTokenRequest(
                401, "{\"error\":\"invalid_client\",\"error_description\":\"Client authentication failed.\"}");
        for (var question = 0; question < 4; question++) {
            var failure = fails(() -> source.get(CAMPAIGNS));
            assertThat(failure.failure().reason()).isEqualTo(Reason.CREDENTIALS);
            assertThat(failure).hasMessageContaining("Client authentication failed.");
            assertThat(failure.getMessage()).doesNotContain("a-secret");
        }
        assertThat(sfmc.tokenRequests()).hasSize(1);
        assertThat(sfmc.calls()).isEmpty();
        assertThat(reads.calls()).isZero();
        assertThat(reads.waits()).isEmpty();
    }

    @Test
    void a_page_that_is_answered_with_401_is_asked_for_again_with_a_new_token() throws Exception {
        sfmc.answers(401, NOT_AUTHORIZED).answers(200, PAGE);
        assertThat(source.get(CAMPAIGNS).path("page").asInt()).isEqualTo(3);
        assertThat(sfmc.calls())
                .extracting(FakeSfmc.Seen::query)
                .hasSize(2)
                .containsOnly(sfmc.calls().get(0).query());
        assertThat(sfmc.calls())
                .extracting(call -> call.header("Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-2");
        assertThat(reads.calls()).isEqualTo(2);
        assertThat(reads.repeats()).containsExactly(Reason.CREDENTIALS);
    }

    @Test
    void a_new_token_that_is_not_accepted_either_ends_it() {
        sfmc.answers(401, NOT_AUTHORIZED).answers(401, NOT_AUTHORIZED);
        assertThat(fails(() -> source.get(CAMPAIGNS)).failure().reason()).isEqualTo(Reason.CREDENTIALS);
        assertThat(sfmc.calls()).hasSize(2);
    }

    @Test
    void waits_as_long_as_it_is_asked_to_by_the_header_or_else_by_the_body() throws Exception {
        sfmc.answers(429, "5", "{\"message\":\"Rate limit exceeded\",\"errorcode\":50100,\"retryAfter\":9}")
                .answers(429, "{\"message\":\"Rate limit exceeded\",\"errorcode\":50100,\"retryAfter\":7}")
                .answers(200, PAGE);
        source.get("/hub/v1/campaigns/4711/assets");
        assertThat(reads.waits()).hasSize(2);
        assertThat(reads.waits().get(0)).isBetween(Duration.ofSeconds(5), Duration.ofMillis(7_500));
        assertThat(reads.waits().get(1)).isBetween(Duration.ofSeconds(7), Duration.ofMillis(10_500));
        assertThat(reads.repeats()).containsExactly(Reason.THROTTLED, Reason.THROTTLED);
        assertThat(reads.calls()).isEqualTo(3);
    }

    @Test
    void a_blocked_account_is_left_alone_for_growing_times() throws Exception {
        sfmc.answers(429, BLOCKED).answers(429, BLOCKED).answers(429, BLOCKED).answers(200, PAGE);
        source.get(CAMPAIGNS);
        assertThat(reads.waits()).hasSize(3).isSorted();
        assertThat(reads.waits().get(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(reads.waits().get(2)).isGreaterThanOrEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void what_does_not_get_better_is_given_up_after_eight_tries() {
        for (var i = 0; i < 9; i++) {
            sfmc.answers(503, "<html>Maintenance</html>");
        }
        var failure = fails(() -> source.get(CAMPAIGNS));
        assertThat(failure.failure().reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("HTTP 503").hasMessageNotContaining("Maintenance");
        assertThat(sfmc.calls()).hasSize(8);
        assertThat(reads.waits()).hasSize(7);
        assertThat(reads.waits().subList(0, 6)).isSorted();
    }

    @Test
    void an_answer_that_breaks_off_is_asked_for_again() throws Exception {
        sfmc.answers(200, PAGE);
        source.get(CAMPAIGNS);
        sfmc.breaks()
                .answers(200, "{\"items\":[{\"id\":")
                .answers(200, "<html>")
                .answers(200, PAGE);
        source.get(CAMPAIGNS);
        assertThat(reads.repeats())
                .containsExactly(Reason.UNAVAILABLE, Reason.ANSWER_NOT_UNDERSTOOD, Reason.ANSWER_NOT_UNDERSTOOD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"message\":\"Campaign ID is invalid\",\"errorcode\":10000} | READ_REJECTED",
                "400 | <html> | READ_REJECTED",
                "403 | {\"message\":\"Insufficient Privileges\",\"errorcode\":20002} | PERMISSION",
                "403 | '' | PERMISSION",
                "404 | {\"message\":\"Object Not Found\",\"errorcode\":30003} | TARGET_UNKNOWN",
                "200 | {\"message\":\"Insufficient Privileges\",\"errorcode\":20002} | PERMISSION",
            })
    void what_sfmc_will_say_again_is_not_asked_again(int status, String body, Reason reason) {
        sfmc.answers(status, body);
        assertThat(fails(() -> source.get(CAMPAIGNS)).failure().reason()).isEqualTo(reason);
        assertThat(sfmc.calls()).hasSize(1);
        assertThat(reads.waits()).isEmpty();
    }

    @Test
    void something_is_gone_only_when_sfmc_itself_says_so() {
        sfmc.answers(404, "{\"message\":\"Object Not Found\",\"errorcode\":30003}")
                .answers(404, "<html>not here</html>");
        assertThat(fails(() -> source.get("/hub/v1/campaigns/9/assets")).isGone())
                .isTrue();
        assertThat(fails(() -> source.get("/hub/v1/campaigns/9/assets")).isGone())
                .isFalse();
    }

    @Test
    void of_an_answer_that_is_too_long_nothing_is_taken() {
        sfmc.answers(200, "{\"items\":[\"" + "x".repeat(8 * 1024 * 1024) + "\"]}");
        var failure = fails(() -> source.get(CAMPAIGNS));
        assertThat(failure.failure().reason()).isEqualTo(Reason.ANSWER_TOO_LONG);
        assertThat(failure).hasMessageContaining("longer than 8 MB");
        assertThat(sfmc.calls()).hasSize(1);
    }

    @Test
    void an_account_that_is_paused_by_hand_is_not_called() {
        door.pause(Optional.of(Reason.OPERATOR));
        assertThat(fails(() -> source.get(CAMPAIGNS)).failure().reason()).isEqualTo(Reason.OPERATOR);
        assertThat(sfmc.seen()).isEmpty();
        assertThat(reads.waits()).isEmpty();
    }

    @Test
    void a_pause_of_the_account_is_waited_for_without_calls() {
        door.pause(Optional.of(Reason.CREDENTIALS));
        var failure = fails(() -> source.get(CAMPAIGNS));
        assertThat(failure.failure().reason()).isEqualTo(Reason.CREDENTIALS);
        assertThat(reads.waits()).hasSize(7);
        assertThat(sfmc.seen()).isEmpty();
    }

    @Test
    void a_pause_that_ends_in_time_costs_nothing_but_time() throws Exception {
        door.pause(Optional.of(Reason.UNAVAILABLE));
        Sleep untilTheSecond = time -> {
            reads.of(time);
            door.pause(reads.waits().size() < 2 ? Optional.of(Reason.UNAVAILABLE) : Optional.empty());
        };
        sfmc.answers(200, PAGE);
        door.sources(untilTheSecond)
                .open("main", OptionalInt.empty())
                .apply(reads)
                .get(CAMPAIGNS);
        assertThat(reads.calls()).isEqualTo(1);
        assertThat(reads.repeats()).containsExactly(Reason.UNAVAILABLE, Reason.UNAVAILABLE);
    }

    @Test
    void an_account_that_another_process_holds_is_not_called() {
        door.loseTheAccountAfter(0);
        assertThat(fails(() -> source.get(CAMPAIGNS)).failure().reason()).isEqualTo(Reason.LEASE_LOST);
        assertThat(sfmc.seen()).isEmpty();
        assertThat(reads.waits()).isEmpty();
    }

    @Test
    void what_the_token_may_not_do_is_known_with_the_first_token() throws Exception {
        var wanted = List.of("campaign_read", "journeys_read");
        assertThat(sources.lackingScopes("main", wanted)).as("no token yet").isEmpty();
        sfmc.grants("campaign_read data_extensions_write");
        sfmc.answers(200, PAGE);
        source.get(CAMPAIGNS);
        assertThat(sources.lackingScopes("main", wanted)).isEqualTo(Set.of("journeys_read"));
    }

    @Test
    void reads_are_counted_as_calls_without_rows() throws Exception {
        sfmc.answers(200, PAGE);
        source.get(CAMPAIGNS);
        assertThat(door.meters.get("sluice.calls.seconds").timer().count()).isEqualTo(1);
        assertThat(door.meters.find("sluice.call.rows").summary()).isNull();
    }

    @Test
    void a_call_is_logged_with_what_is_read_and_without_what_came() throws Exception {
        var lines = new ArrayList<String>();
        var logger = Logger.getLogger(Sfmc.class.getName());
        var handler = new Collecting(lines);
        logger.addHandler(handler);
        try {
            sfmc.answers(200, PAGE).answers(404, "{\"message\":\"Object Not Found\",\"errorcode\":30003}");
            source.get(CAMPAIGNS);
            fails(() -> source.get("/hub/v1/campaigns/4711/assets?$page=1"));
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).matches("call account=sfmc-main target=main/campaigns rows=0 status=200 took=\\d+ms");
        assertThat(lines.get(2)).matches("call account=sfmc-main target=main/assets rows=0 status=404 took=\\d+ms");
        assertThat(lines).noneMatch(line -> line.contains("token-1") || line.contains("4711"));
    }

    @Test
    void a_call_that_is_under_way_can_be_interrupted() throws Exception {
        sfmc.hangs();
        var ended = new CompletableFuture<Throwable>();
        var reader = new Thread(() -> ended.complete(catchThrowable(() -> source.get(CAMPAIGNS))));
        reader.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> !sfmc.calls().isEmpty());
        reader.interrupt();
        assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        sfmc.close(); // or the door would wait for the answer
    }

    @Test
    void a_wait_can_be_interrupted() throws Exception {
        sfmc.answers(429, BLOCKED);
        var waiting = door.sources(Sleep.REAL).open("main", OptionalInt.empty()).apply(reads);
        var ended = new CompletableFuture<Throwable>();
        var reader = new Thread(() -> ended.complete(catchThrowable(() -> waiting.get(CAMPAIGNS))));
        reader.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> !reads.repeats().isEmpty());
        reader.interrupt();
        assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void calls_keep_the_pace_of_their_sync_where_that_is_slower() throws Exception {
        var slow = door.sources(Sleep.REAL).open("main", OptionalInt.of(10)).apply(reads);
        for (var page = 0; page < 6; page++) {
            sfmc.answers(200, PAGE);
            slow.get(CAMPAIGNS);
        }
        var first = sfmc.calls().get(0).nanos();
        // Whatever the first ones needed to get going.
        assertThat(Duration.ofNanos(sfmc.calls().get(5).nanos() - first)).isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void all_that_read_an_account_opened_once_keep_one_pace_together() throws Exception {
        var opened = door.sources(Sleep.REAL).open("main", OptionalInt.of(10));
        for (var page = 0; page < 6; page++) {
            sfmc.answers(200, PAGE);
            opened.apply(reads).get(CAMPAIGNS);
        }
        var first = sfmc.calls().get(0).nanos();
        assertThat(Duration.ofNanos(sfmc.calls().get(5).nanos() - first)).isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void as_many_calls_at_once_as_the_pace_can_have_under_way_and_no_more_than_64() {
        assertThat(source.callsAtOnce()).isEqualTo(64);
        assertThat(sources.open("main", OptionalInt.of(2)).apply(reads).callsAtOnce())
                .isEqualTo(10);
        try (var slow = new Door(AccountConfig.standIn(sfmc, 3))) {
            assertThat(slow.sources(reads)
                            .open("main", OptionalInt.empty())
                            .apply(reads)
                            .callsAtOnce())
                    .isEqualTo(15);
        }
    }

    @Test
    void an_unknown_account_is_an_error_that_names_those_that_there_are() {
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> sources.open("emea", OptionalInt.empty())
                        .apply(reads)))
                .hasMessageContaining("'emea'")
                .hasMessageContaining("main");
    }

    private static final class Collecting extends Handler {
        private final List<String> lines;

        private Collecting(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord entry) {
            lines.add(String.format(entry.getMessage(), entry.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static SourceFailure fails(ThrowingCallable question) {
        var failure = catchThrowableOfType(SourceFailure.class, question);
        assertThat(failure).isNotNull();
        return failure;
    }
}
