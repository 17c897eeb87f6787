package io.sluice.sandbox;

import static io.sluice.sandbox.Caller.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowReadContractTest {
    private static final SandboxProcess SANDBOX =
            SandboxProcess.start("--data", "src/test/resources/sandbox/types.yaml", "--rate", "0");
    private static final String ROWS = "/data/v1/customobjectdata/key/all-types/rowset";

    private final Caller caller = new Caller(SANDBOX);

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @BeforeEach
    void threeRows() {
        SANDBOX.reset();
        caller.signedIn();
        caller.post("/hub/v1/dataevents/key:all-types/rowset", """
                [{"keys":{"Contact Key":"a"},"values":{"Number":10,"Boolean":true,"Date":"2005-06-13T00:00:00","Text":"it's"}},
                 {"keys":{"Contact Key":"b"},"values":{"Number":9,"Decimal":1.5}},
                 {"keys":{"Contact Key":"c"},"values":{"Text":"two words"}}]""");
    }

    @Test
    void names_are_lower_case_and_values_are_strings() {
        var answer = caller.get(ROWS + "?$filter=Contact%20Key%20eq%20'A'");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("items")).isEqualTo(tree("""
                                [{"keys":{"contact key":"a"},"values":{"text":"it's","number":"10","decimal":"",
                                  "date":"6/13/2005 12:00:00 AM","boolean":"True","email":"","phone":"","locale":""}}]"""));
    }

    @Test
    void items_are_absent_when_there_are_none() {
        var answer = caller.get(ROWS + "?$filter=Text%20eq%20'nobody'").json();

        assertThat(answer.has("items")).isFalse();
        assertThat(answer.get("count").asInt()).isZero();
        assertThat(answer.get("pageSize").asInt()).isEqualTo(2500);
        assertThat(answer.get("customObjectKey").asText()).isEqualTo("all-types");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Text%20eq%20'it''s'|a", "text%20eq%20'two%20words'|c", "Decimal%20eq%20'1.50'|b"})
    void any_column_can_be_filtered(String filter, String key) {
        assertThat(keys(ROWS + "?$filter=" + filter)).containsExactly(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Text+eq+'x'", "Text%20eq%20'two+words'", "Nobody%20eq%20'x'", "Text%20like%20'x'", "Text"})
    void a_filter_that_is_not_understood_is_refused(String filter) {
        var answer = caller.get(ROWS + "?$filter=" + filter);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json())
                .isEqualTo(
                        tree(
                                "{\"message\":\"request parameter $filter could not be resolved\",\"errorcode\":10003,\"documentation\":\"\"}"));
    }

    @Test
    void pages_follow_each_other_by_number_and_by_link() {
        var first = caller.get(ROWS + "?$page=1&$pageSize=2").json();
        var next = caller.get("/data" + first.at("/links/next").asText()).json();

        assertThat(first.get("count").asInt()).isEqualTo(3);
        assertThat(first.get("items")).hasSize(2);
        assertThat(next.at("/items/0/keys/contact key").asText()).isEqualTo("c");
        assertThat(next.at("/links/next").isMissingNode()).isTrue();
        assertThat(keys(ROWS + "?$page=2&$pageSize=2")).containsExactly("c");
        assertThat(keys(ROWS + "?$page=3&$pageSize=2")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Number%20desc,a b c", "Number%20asc,c b a", "number,c b a"})
    void rows_can_be_ordered(String order, String keys) {
        assertThat(keys(ROWS + "?$orderBy=" + order)).containsExactly(keys.split(" "));
    }

    @Test
    void an_unknown_key_is_404() {
        assertThat(caller.get("/data/v1/customobjectdata/key/nobody/rowset").status())
                .isEqualTo(404);
    }

    private List<String> keys(String path) {
        var keys = new ArrayList<String>();
        caller.get(path)
                .json()
                .path("items")
                .forEach(item -> keys.add(item.at("/keys/contact key").asText()));
        return keys;
    }
}
