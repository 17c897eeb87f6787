package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Answer;
import io.sluice.delivery.Questions;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Target;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchemaReadingTest {
    private static final Target ORDERS = new Target("main", "dataExtension", "a&b");
    private static final String FIELDS =
            "{\"id\":\"7\",\"fields\":[{\"name\":\"Id\",\"type\":\"Text\",\"isPrimaryKey\":true}]}";
    private static final String NOT_FOUND = "{\"message\":\"Not Found\",\"errorcode\":404,\"documentation\":\"\"}";

    @Test
    void searches_for_the_key_and_takes_the_one_that_is_exactly_it() {
        var reading = new SchemaReading(ORDERS, Optional.empty());
        assertThat(reading.question().path()).isEqualTo("/data/v1/customobjects?$search=a%26b&$page=1&$pageSize=200");
        assertThat(reading.question().method()).isEqualTo("GET");
        assertThat(reading.question().body().toString()).isEmpty();
        more(reading, """
                {"count":2,"items":[{"id":"5","key":"old-a&b"},{"id":"7","key":"A&B"}]}""");
        assertThat(reading.question().path()).isEqualTo("/data/v1/customobjects/7/fields");
        assertThat(done(reading, FIELDS)).isInstanceOfSatisfying(Schema.class, schema -> {
            assertThat(schema.id()).contains("7");
            assertThat(schema.keys()).extracting(Column::name).containsExactly("Id");
        });
    }

    @Test
    void turns_the_pages_of_what_is_found_until_there_are_no_more() {
        var reading = new SchemaReading(ORDERS, Optional.empty());
        more(reading, "{\"count\":201,\"items\":[{\"id\":\"5\",\"key\":\"x\"}]}");
        assertThat(reading.question().path()).contains("$page=2&");
        assertThat(done(reading, "{\"count\":201,\"items\":[{\"id\":\"6\",\"key\":\"y\"}]}"))
                .isEqualTo(new Knowledge.Unknown(
                        Reason.TARGET_UNKNOWN, "no data extension with this external key is found"));
    }

    @Test
    void a_page_may_be_smaller_than_was_asked_for() {
        var reading = new SchemaReading(ORDERS, Optional.empty());
        more(reading, "{\"count\":26,\"pageSize\":25,\"items\":[{\"id\":\"5\",\"key\":\"x\"}]}");
        more(reading, "{\"count\":26,\"pageSize\":25,\"items\":[{\"id\":\"7\",\"key\":\"a&b\"}]}");
        assertThat(reading.question().path()).isEqualTo("/data/v1/customobjects/7/fields");
    }

    @Test
    void a_search_that_never_ends_is_given_up() {
        var reading = new SchemaReading(ORDERS, Optional.empty());
        for (var page = 1; page < 10; page++) {
            more(reading, "{\"count\":1000000,\"items\":[{\"id\":\"5\",\"key\":\"x\"}]}");
        }
        assertThat(done(reading, "{\"count\":1000000,\"items\":[{\"id\":\"5\",\"key\":\"x\"}]}"))
                .isInstanceOf(Knowledge.Unknown.class);
    }

    @Test
    void an_id_that_was_known_is_looked_for_again_when_nothing_is_there() {
        var reading = new SchemaReading(ORDERS, Optional.of("6"));
        assertThat(reading.question().path()).isEqualTo("/data/v1/customobjects/6/fields");
        assertThat(reading.read(http(404, NOT_FOUND))).isInstanceOf(Questions.Step.More.class);
        more(reading, "{\"count\":1,\"items\":[{\"id\":\"7\",\"key\":\"a&b\"}]}");
        assertThat(done(reading, http(404, NOT_FOUND)))
                .isEqualTo(new Knowledge.Unknown(Reason.TARGET_UNKNOWN, "HTTP 404, errorcode 404"));
    }

    @Test
    void a_target_that_is_named_by_its_id_is_not_searched_for() {
        var reading = new SchemaReading(new Target("main", "dataExtensionId", "7"), Optional.empty());
        assertThat(reading.question().path()).isEqualTo("/data/v1/customobjects/7/fields");
        assertThat(done(reading, http(404, NOT_FOUND))).isInstanceOf(Knowledge.Unknown.class);
    }

    @Test
    void what_it_may_not_see_is_unknown_for_want_of_a_permission() {
        for (var answer : new Answer[] {
            http(403, "{\"message\":\"Insufficient Privileges\"}"),
            http(400, "{\"message\":\"Insufficient Privileges\",\"errorcode\":\"20002\"}")
        }) {
            assertThat(done(new SchemaReading(ORDERS, Optional.empty()), answer))
                    .isInstanceOfSatisfying(Knowledge.Unknown.class, unknown -> assertThat(unknown.reason())
                            .isEqualTo(Reason.PERMISSION));
        }
    }

    @Test
    void what_is_wrong_with_the_account_says_nothing_of_the_target() {
        for (var answer : new Answer[] {
            new Answer.None(true, "SocketTimeoutException"),
            http(503, ""),
            http(401, "{\"message\":\"Not Authorized\",\"errorcode\":0}"),
            http(200, "<html>"),
            new Answer.Http(429, Optional.of(Duration.ofSeconds(5)), "{}")
        }) {
            assertThat(new SchemaReading(ORDERS, Optional.empty()).read(answer))
                    .as(answer.toString())
                    .isInstanceOf(Questions.Step.Failed.class);
        }
    }

    @Test
    void an_answer_without_fields_tells_nothing() {
        for (var body : new String[] {"{}", "[]", "{\"fields\":[]}", "{\"fields\":\"x\"}"}) {
            assertThat(done(new SchemaReading(ORDERS, Optional.of("7")), body))
                    .isEqualTo(new Knowledge.Unknown(Reason.ANSWER_NOT_UNDERSTOOD, "the answer has no fields"));
        }
        assertThat(done(new SchemaReading(ORDERS, Optional.empty()), "{\"count\":1,\"items\":[{\"key\":\"a&b\"}]}"))
                .isInstanceOf(Knowledge.Unknown.class);
    }

    private static void more(SchemaReading reading, String body) {
        assertThat(reading.read(http(200, body))).isInstanceOf(Questions.Step.More.class);
    }

    private static Knowledge done(SchemaReading reading, String body) {
        return done(reading, http(200, body));
    }

    private static Knowledge done(SchemaReading reading, Answer answer) {
        var step = reading.read(answer);
        assertThat(step).isInstanceOf(Questions.Step.Done.class);
        return ((Questions.Step.Done<Knowledge>) step).knowledge();
    }

    private static Answer http(int status, String body) {
        return new Answer.Http(status, Optional.empty(), body);
    }
}
