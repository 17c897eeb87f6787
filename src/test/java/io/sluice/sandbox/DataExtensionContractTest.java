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

class DataExtensionContractTest {
    private static final SandboxProcess SANDBOX =
            SandboxProcess.start("--data", "src/test/resources/sandbox/types.yaml", "--rate", "0");
    private static final String ALL = "/data/v1/customobjects";
    private static final String INVOICES = """
            {"name":"Invoices","key":"invoices","fields":[
              {"name":"Id","type":"Text","length":36,"isPrimaryKey":true,"isNullable":false},
              {"name":"Amount","type":"Decimal","length":18,"scale":2,"isNullable":true}]}""";

    private final Caller caller = new Caller(SANDBOX);

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @BeforeEach
    void reset() {
        SANDBOX.reset();
        caller.signedIn();
    }

    @ParameterizedTest
    @CsvSource({"_,4", "ORDERS,1", "shop,1", "all-ty_es,1", "nobody,0", "%5CE.,0"})
    void a_search_finds_by_name_and_key(String term, int count) {
        var answer = caller.get(ALL + "?$search=" + term + "&$page=1&$pageSize=2");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("count").asInt()).isEqualTo(count);
        assertThat(answer.json().get("items")).hasSize(Math.min(count, 2));
    }

    @Test
    void pages_do_not_overlap() {
        var keys = new ArrayList<String>();
        for (int page = 1; page <= 3; page++) {
            caller.get(ALL + "?$search=_&$page=" + page + "&$pageSize=2")
                    .json()
                    .get("items")
                    .forEach(item -> keys.add(item.get("key").asText()));
        }
        assertThat(keys).containsExactlyInAnyOrder("all-types", "orders", "strict", "keyless");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?$search=", "?$search=_&$page=0", "?$search=_&$pageSize=x"})
    void a_search_without_a_term_or_page_is_refused(String query) {
        var answer = caller.get(ALL + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errorcode").asInt()).isEqualTo(10003);
    }

    @Test
    void fields_are_told_in_their_order() {
        var id = idOf("orders");

        var answer = caller.get(ALL + "/" + id + "/fields");

        assertThat(answer.json()).isEqualTo(tree("""
                                {"id":"%s","fields":[
                                 {"name":"Contact Key","type":"Text","isPrimaryKey":true,"isNullable":false,"ordinal":0,"length":256},
                                 {"name":"Order Id","type":"Text","isPrimaryKey":true,"isNullable":false,"ordinal":1,"length":256},
                                 {"name":"Total","type":"Decimal","isPrimaryKey":false,"isNullable":true,"ordinal":2,"length":18,"scale":2}]}""".formatted(id)));
        assertThat(caller.get(ALL + "/" + id).json().get("key").asText()).isEqualTo("orders");
    }

    @Test
    void a_created_data_extension_takes_rows() {
        var made = caller.post(ALL, INVOICES);
        var written = caller.post(
                "/hub/v1/dataevents/key:invoices/rowset", "[{\"keys\":{\"Id\":\"i1\"},\"values\":{\"Amount\":5}}]");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().get("name").asText()).isEqualTo("Invoices");
        assertThat(written.status()).isEqualTo(200);
    }

    @Test
    void an_added_column_is_empty_in_the_rows_that_are_there_and_takes_values_from_then_on() {
        var rowset = "/hub/v1/dataevents/key:invoices/rowset";
        var id = caller.post(ALL, INVOICES).json().get("id").asText();
        caller.post(rowset, "[{\"keys\":{\"Id\":\"i1\"},\"values\":{\"Amount\":5}}]");

        var added = caller.post(
                "/data/v1/customobjectsasync/" + id + "/fields",
                "{\"fields\":[{\"name\":\"Note\",\"type\":\"Text\",\"length\":10}]}");
        caller.post(rowset, "[{\"keys\":{\"Id\":\"i2\"},\"values\":{\"Amount\":6,\"Note\":\"new\"}}]");

        assertThat(added.status()).isEqualTo(202);
        var rows = SANDBOX.look("/sandbox/rows/invoices").get("rows");
        assertThat(rows.get(0).get("Note").isNull()).isTrue();
        assertThat(rows.get(1).get("Note").asText()).isEqualTo("new");
        var twice = caller.post(
                "/data/v1/customobjectsasync/" + id + "/fields",
                "{\"fields\":[{\"name\":\"note\",\"type\":\"Date\"}]}");
        assertThat(twice.status()).isEqualTo(400);
    }

    @Test
    void says_whether_it_can_be_sent_to() {
        var made = caller.post(
                ALL,
                INVOICES.replaceFirst(
                        "\\{",
                        "{\"isSendable\":true,\"sendableCustomObjectField\":\"Id\",\"sendableSubscriberField\":\"_SubscriberKey\","));

        assertThat(made.json().get("isSendable").asBoolean()).isTrue();
        assertThat(made.json().get("sendableCustomObjectField").asText()).isEqualTo("Id");
        assertThat(caller.get(ALL + "/" + idOf("orders"))
                        .json()
                        .get("isSendable")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void a_name_exists_once() {
        caller.post(ALL, INVOICES);

        var again = caller.post(ALL, INVOICES.replace("\"key\":\"invoices\"", "\"key\":\"other\""));

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.json().get("message").asText()).isEqualTo("A Data Extension with this name already exists");
    }

    @Test
    void without_a_key_one_is_made() {
        var made = caller.post(ALL, INVOICES.replace("\"key\":\"invoices\",", ""));

        assertThat(made.json().get("key").asText()).hasSize(36);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"fields\":[]}",
                "{\"name\":\"x\"}",
                "{\"name\":\"x\",\"fields\":[{\"name\":\"a\",\"type\":\"Blob\"}]}",
                "{\"name\":\"x\",\"fields\":[{\"name\":\"a\",\"type\":\"Text\"},{\"name\":\"A\",\"type\":\"Text\"}]}"
            })
    void a_bad_definition_is_refused(String body) {
        assertThat(caller.post(ALL, body).status()).isEqualTo(400);
    }

    @Test
    void a_deleted_data_extension_is_gone() {
        var path = ALL + "/" + idOf("orders");

        assertThat(caller.delete(path).status()).isEqualTo(200);
        for (var gone : List.of(path, path + "/fields")) {
            assertThat(caller.get(gone).status()).isEqualTo(404);
        }
    }

    @Test
    void cleared_data_is_gone_and_the_data_extension_stays() {
        caller.post("/hub/v1/dataevents/key:strict/rowset", "[{\"keys\":{\"Id\":\"i\"},\"values\":{\"Name\":\"n\"}}]");

        assertThat(caller.post(ALL + "/" + idOf("strict") + "/cleardata", "").status())
                .isEqualTo(200);
        assertThat(SANDBOX.look("/sandbox/rows/strict").get("count").asInt()).isZero();
    }

    private static String idOf(String key) {
        return SANDBOX.look("/sandbox/rows/" + key).get("id").asText();
    }
}
