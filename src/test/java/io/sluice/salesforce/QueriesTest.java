package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueriesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BASE = "/services/data/v62.0";
    private static final String NOTHING = "{\"totalSize\":0,\"done\":true,\"records\":[]}";

    private final List<String> records = new ArrayList<>();

    @Test
    void five_questions_go_in_one_call_with_their_text_in_its_body() {
        var queries = queries(7);
        var request = queries.next();
        assertThat(request.method() + " " + request.path()).isEqualTo("POST /composite");
        assertThat(urls(request.body())).hasSize(5).allMatch(url -> url.startsWith(BASE + "/query?q="));
        assertThat(URLDecoder.decode(urls(request.body()).get(0), StandardCharsets.UTF_8))
                .endsWith("?q=SELECT Id FROM Lead WHERE Email IN ('0+x&y=%@example.com')");
        assertThat(queries.read(composite(5, NOTHING))).isEmpty();
        assertThat(urls(queries.next().body())).hasSize(2);
        assertThat(queries.read(composite(2, NOTHING))).isEmpty();
        assertThat(queries.isDone()).isTrue();
    }

    @Test
    void further_pages_are_read_to_the_end() {
        var queries = queries(1);
        queries.read(composite(1, """
                {"totalSize":3,"done":false,"nextRecordsUrl":"/services/data/v62.0/query/01g-2","records":[{"Id":"1"},{"Id":"2"}]}"""));
        assertThat(queries.isDone()).isFalse();
        assertThat(urls(queries.next().body())).containsExactly(BASE + "/query/01g-2");
        queries.read(composite(1, "{\"totalSize\":3,\"done\":true,\"records\":[{\"Id\":\"3\"}]}"));
        assertThat(queries.isDone()).isTrue();
        assertThat(records).containsExactly("1", "2", "3");
    }

    @Test
    void a_page_of_another_place_is_not_asked_for() {
        var queries = queries(1);
        var failure = queries.read(composite(1, """
                {"totalSize":3,"done":false,"nextRecordsUrl":"https://elsewhere.example/query/1","records":[]}"""));
        assertThat(failure).map(Failure::reason).contains(Reason.ANSWER_NOT_UNDERSTOOD);
    }

    @Test
    void what_is_wrong_with_the_account_is_told_as_such_whether_the_call_says_so_or_one_of_its_parts() {
        var expired = "[{\"message\":\"TotalRequests Limit exceeded.\",\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]";
        assertThat(queries(1).read(new Answer.Http(403, Optional.empty(), expired)))
                .hasValueSatisfying(failure -> assertThat(failure.owner()).isEqualTo(Failure.Owner.ACCOUNT));
        assertThat(queries(2).read(composite(2, 403, expired)))
                .hasValueSatisfying(failure -> assertThat(failure.owner()).isEqualTo(Failure.Owner.ACCOUNT));
        assertThat(queries(1).read(new Answer.None(true, "time-out")))
                .map(Failure::reason)
                .contains(Reason.UNAVAILABLE);
    }

    @Test
    void a_refused_question_is_the_targets_fault_and_its_text_is_not_told() {
        var failure = queries(1).read(composite(1, 400, """
                [{"message":"WHERE Email IN ('ann@example.com')\\n ^ERROR","errorCode":"MALFORMED_QUERY"}]"""));
        assertThat(failure).hasValueSatisfying(told -> {
            assertThat(told.owner()).isEqualTo(Failure.Owner.TARGET);
            assertThat(told.detail()).contains("MALFORMED_QUERY").doesNotContain("ann@");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>", "{}", "[]", "{\"compositeResponse\":[]}", "{\"compositeResponse\":[{}]}", "null"})
    void a_foreign_answer_finds_nothing_and_ends_nothing(String body) {
        var queries = queries(1);
        assertThat(queries.read(new Answer.Http(200, Optional.empty(), body))).isPresent();
        assertThat(queries.isDone()).isFalse();
    }

    private Queries queries(int n) {
        var texts = IntStream.range(0, n)
                .mapToObj(i -> "SELECT Id FROM Lead WHERE Email IN ('" + i + "+x&y=%@example.com')")
                .toList();
        return new Queries(BASE, texts, record -> records.add(record.path("Id").asText()));
    }

    private static List<String> urls(JsonNode body) {
        return body.path("compositeRequest").findValuesAsText("url");
    }

    private static Answer composite(int parts, String body) {
        return composite(parts, 200, body);
    }

    private static Answer composite(int parts, int status, String body) {
        try {
            var answer = JSON.createObjectNode();
            var responses = answer.putArray("compositeResponse");
            for (var i = 0; i < parts; i++) {
                responses.addObject().put("httpStatusCode", status).set("body", JSON.readTree(body));
            }
            return new Answer.Http(200, Optional.empty(), answer.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
