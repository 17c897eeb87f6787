package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Checked;
import io.sluice.delivery.Deliveries;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Inquiry;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Target;
import io.sluice.delivery.TestClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Batches that need to know the same. */
class SchemaInquiryTest {
    private static final Target PEOPLE = new Target("main", "dataExtensionId", "7");
    private static final String SHORT = fields(5);
    private static final String LONG = fields(50);
    private static final Failure AWAY =
            new Failure(Failure.Owner.ACCOUNT, Reason.UNAVAILABLE, Optional.empty(), "away");

    private final TestClock clock = new TestClock();
    private final Schemas schemas = new Schemas(
            AccountConfig.accounts(
                    "sfmc.subdomain",
                    "mcabc",
                    "sfmc.client-id",
                    "id",
                    "sfmc.client-secret",
                    "s",
                    "sfmc.call-timeout",
                    "60s"),
            new SimpleMeterRegistry(),
            clock);

    @Test
    void the_first_asks_and_the_others_wait_for_its_answer() {
        var first = asking();
        var second = schemas.inquiry(PEOPLE);
        var waiting = second.turn().orElseThrow();
        assertThat(waiting).isNotDone();
        assertThat(second.question()).isEmpty();

        assertThat(first.read(http(200, SHORT))).isEmpty();
        assertThat(waiting).isCompletedWithValue(Optional.empty());
        assertThat(second.turn()).isEmpty();
        assertThat(second.isDone()).isTrue();
        assertThat(schemas.inquiry(PEOPLE).isDone())
                .as("and all that come later")
                .isTrue();
    }

    @Test
    void a_failure_is_that_of_all_who_wait_and_the_next_one_asks_anew() {
        var first = asking();
        var waiting = schemas.inquiry(PEOPLE).turn().orElseThrow();
        assertThat(first.read(http(503, ""))).isPresent();
        assertThat(waiting.join())
                .hasValueSatisfying(why -> assertThat(why.reason()).isEqualTo(Reason.UNAVAILABLE));
        assertThat(asking().question()).isPresent();
    }

    @Test
    void who_gives_up_leaves_the_turn_to_another() {
        var first = asking();
        var second = schemas.inquiry(PEOPLE);
        var waiting = second.turn().orElseThrow();
        first.giveUp(Optional.empty());
        assertThat(waiting).isCompletedWithValue(Optional.empty());
        assertThat(second.turn()).isEmpty();
        assertThat(second.question()).isPresent();

        var third = schemas.inquiry(PEOPLE).turn().orElseThrow();
        second.giveUp(Optional.of(AWAY));
        assertThat(third).isCompletedWithValue(Optional.of(AWAY));
    }

    @Test
    void one_who_never_comes_back_keeps_the_turn_for_two_call_time_outs() {
        asking();
        clock.passes(Duration.ofSeconds(119));
        var waiting = schemas.inquiry(PEOPLE).turn().orElseThrow();
        clock.passes(Duration.ofSeconds(1));
        assertThat(asking().question()).isPresent();
        assertThat(waiting).as("the lost one's").isCompletedWithValue(Optional.empty());
    }

    @Test
    void after_a_quarter_of_an_hour_one_asks_while_the_others_go_on_with_what_was_known() {
        asking().read(http(200, SHORT));
        clock.passes(Duration.ofMinutes(15));
        var refreshing = asking();
        assertThat(schemas.inquiry(PEOPLE).isDone()).isTrue();
        assertThat(refreshing.read(http(503, "")))
                .as("what was known serves on")
                .isEmpty();
        assertThat(refreshing.isDone()).isTrue();
        assertThat(schemas.inquiry(PEOPLE).isDone()).as("for another minute").isTrue();
        clock.passes(Duration.ofMinutes(1));
        asking();
    }

    @Test
    void what_is_of_this_minute_is_not_doubted_and_older_knowledge_once_per_batch() {
        asking().read(http(200, SHORT));
        var young = known();
        assertThat(young.doubt()).isFalse();

        clock.passes(Duration.ofMinutes(1));
        var old = known();
        assertThat(fits(old)).isFalse();
        assertThat(old.doubt()).isTrue();
        assertThat(old.isDone()).isFalse();
        assertThat(old.turn()).isEmpty();
        old.read(http(200, LONG));
        assertThat(fits(old)).isTrue();
        clock.passes(Duration.ofMinutes(5));
        assertThat(old.doubt()).isFalse();
    }

    @Test
    void who_doubts_takes_what_another_has_found_in_the_meantime() {
        asking().read(http(200, SHORT));
        var one = known();
        var other = known();
        clock.passes(Duration.ofMinutes(1));
        assertThat(one.doubt()).isTrue();
        assertThat(one.turn()).isEmpty();
        assertThat(other.doubt()).isTrue();
        assertThat(other.turn()).as("it is being asked for").isPresent();
        one.read(http(200, LONG));
        assertThat(other.turn()).isEmpty();
        assertThat(fits(other)).isTrue();
    }

    @Test
    void it_has_changed_only_where_another_reading_has_found_something_else() {
        asking().read(http(200, SHORT));
        assertThat(known().changedSince(clock.instant()))
                .as("it was not known before")
                .isFalse();

        clock.passes(Duration.ofMinutes(15));
        asking().read(http(200, SHORT));
        assertThat(known().changedSince(clock.instant())).isFalse();

        clock.passes(Duration.ofMinutes(15));
        asking().read(http(200, LONG));
        var longer = known();
        assertThat(longer.changedSince(clock.instant().minusSeconds(30))).isTrue();
        assertThat(longer.changedSince(clock.instant().plus(Duration.ofMinutes(2))))
                .isFalse();
    }

    private Inquiry asking() {
        var inquiry = schemas.inquiry(PEOPLE);
        assertThat(inquiry.isDone()).isFalse();
        assertThat(inquiry.turn()).isEmpty();
        assertThat(inquiry.question()).isPresent();
        return inquiry;
    }

    private Inquiry known() {
        var inquiry = schemas.inquiry(PEOPLE);
        assertThat(inquiry.isDone()).isTrue();
        return inquiry;
    }

    private static boolean fits(Inquiry inquiry) {
        assertThat(inquiry.isDone()).isTrue();
        return inquiry.check(Deliveries.row("ann", "Name", "Magdalena")) instanceof Checked.Fits;
    }

    private static String fields(int length) {
        return """
                {"id":"7","fields":[{"name":"Contact Key","type":"Text","length":50,"isPrimaryKey":true},
                 {"name":"Name","type":"Text","length":%d}]}""".formatted(length);
    }

    private static Answer http(int status, String body) {
        return new Answer.Http(status, Optional.empty(), body);
    }
}
