package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SalesforceCollectionContractTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.start();
    private static final String MANY = "/composite/sobjects";
    private static final String BY_KEY = MANY + "/Lead/External_Id__c";

    private final Crm crm = new Crm(SANDBOX).loggedIn();

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @BeforeEach
    void reset() {
        SANDBOX.reset();
        crm.loggedIn();
    }

    private static String records(boolean allOrNone, String... records) {
        return "{\"allOrNone\":" + allOrNone + ",\"records\":["
                + String.join(
                        ",",
                        IntStream.range(0, records.length)
                                .mapToObj(i -> "{\"attributes\":{\"type\":\"Lead\"}," + records[i] + "}")
                                .toList())
                + "]}";
    }

    private static String lead(String more) {
        return "\"LastName\":\"x\",\"Company\":\"c\"" + more;
    }

    private JsonNode results(Caller.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void each_record_has_its_own_result_in_order() {
        var answer = crm.post(MANY, records(false, lead(""), lead(",\"Foo\":1"), "\"FirstName\":\"x\"", lead("")));

        var results = results(answer);
        assertThat(results.get(0).toString()).matches("\\{\"id\":\"00Q\\w{15}\",\"success\":true,\"errors\":\\[]}");
        assertThat(results.get(1).toString())
                .isEqualTo("{\"success\":false,\"errors\":[{\"statusCode\":\"INVALID_FIELD\","
                        + "\"message\":\"No such column 'Foo' on sobject of type Lead\",\"fields\":[]}]}");
        assertThat(results.get(2).toString())
                .isEqualTo("{\"success\":false,\"errors\":[{\"statusCode\":\"REQUIRED_FIELD_MISSING\","
                        + "\"message\":\"Required fields are missing: [LastName, Company]\","
                        + "\"fields\":[\"LastName\",\"Company\"]}]}");
        assertThat(results.get(3).get("success").asBoolean()).isTrue();
        assertThat(crm.records("Lead")).hasSize(2);
        assertThat(SANDBOX.look("/sandbox/requests?path=composite")
                        .get(0)
                        .get("rows")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void all_or_none_writes_none_when_one_is_refused() {
        var results = results(crm.post(MANY, records(true, lead(""), "\"FirstName\":\"x\"")));

        assertThat(results.at("/0/errors/0/statusCode").asText()).isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");
        assertThat(results.at("/0/errors/0/message").asText())
                .isEqualTo("Record rolled back because not all records were valid and the request was using AllOrNone"
                        + " header");
        assertThat(results.at("/1/errors/0/statusCode").asText()).isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(crm.records("Lead")).isEmpty();
        assertThat(SANDBOX.look("/sandbox/salesforce/main/records/Lead").get("history"))
                .isEmpty();
    }

    @Test
    void one_value_of_the_wrong_type_fails_the_whole_request() {
        var answer = crm.post(MANY, records(false, lead(""), lead(",\"Birthday__c\":\"soon\"")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/0/errorCode").asText()).isEqualTo("JSON_PARSER_ERROR");
        assertThat(answer.json().at("/0/message").asText())
                .startsWith(
                        "Cannot deserialize instance of date from VALUE_STRING value soon or request may be missing a"
                                + " required field at [line:1, column:");
        assertThat(crm.records("Lead")).isEmpty();
        assertThat(SANDBOX.look("/sandbox/requests?path=composite")
                        .get(0)
                        .get("rows")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void two_hundred_records_are_taken_and_one_more_is_not() {
        var two = IntStream.range(0, 200).mapToObj(i -> lead("")).toArray(String[]::new);
        assertThat(results(crm.post(MANY, records(false, two)))).hasSize(200);

        var more = IntStream.range(0, 201).mapToObj(i -> lead("")).toArray(String[]::new);
        var answer = crm.post(MANY, records(false, more));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .isEqualTo("[{\"message\":\"record limit reached. cannot submit more than 200 records into this call\","
                        + "\"errorCode\":\"EXCEEDED_ID_LIMIT\"}]");
    }

    @Test
    void two_hundred_records_may_have_a_long_text_each() {
        var long200 = IntStream.range(0, 200)
                .mapToObj(i -> lead(",\"Description\":\"" + "x".repeat(32_000) + "\""))
                .toArray(String[]::new);

        assertThat(results(crm.post(MANY, records(false, long200))).findValuesAsText("success"))
                .doesNotContain("false");
    }

    @Test
    void an_update_names_each_record_by_its_id_and_only_once() {
        var created = results(crm.post(MANY, records(false, lead(""), lead(""), lead(""))));
        var first = created.at("/0/id").asText();
        var second = created.at("/1/id").asText();
        var third = created.at("/2/id").asText();
        crm.delete("/sobjects/Lead/" + third);

        var results = results(crm.patch(
                MANY,
                records(
                        false,
                        "\"id\":\"" + first + "\",\"Title\":\"a\"",
                        "\"Id\":\"" + second + "\",\"Title\":\"b\"",
                        "\"id\":\"" + second.substring(0, 15) + "\",\"Title\":\"c\"",
                        "\"id\":\"" + third + "\"",
                        "\"id\":\"00Q5g0000000009EAA\"",
                        "\"id\":\"x\"",
                        "\"Title\":\"d\"")));

        assertThat(results.get(0).toString()).isEqualTo("{\"id\":\"" + first + "\",\"success\":true,\"errors\":[]}");
        assertThat(results.findValuesAsText("statusCode"))
                .containsExactly(
                        "DUPLICATE_VALUE",
                        "DUPLICATE_VALUE",
                        "ENTITY_IS_DELETED",
                        "INVALID_CROSS_REFERENCE_KEY",
                        "MALFORMED_ID",
                        "MISSING_ARGUMENT");
        assertThat(crm.records("Lead").findValuesAsText("Title")).containsExactly("a");
    }

    @Test
    void an_upsert_says_of_each_record_if_it_was_created() {
        var first = results(crm.patch(BY_KEY, records(false, lead(",\"External_Id__c\":\"a\""))));
        assertThat(first.get(0).toString())
                .matches("\\{\"id\":\"00Q\\w{15}\",\"success\":true,\"errors\":\\[],\"created\":true}");

        var again = results(crm.patch(
                BY_KEY,
                records(false, "\"external_id__c\":\"A\",\"Title\":\"VP\"", lead(",\"External_Id__c\":\"b\""))));
        assertThat(again.at("/0/created").asBoolean()).isFalse();
        assertThat(again.at("/0/id")).isEqualTo(first.at("/0/id"));
        assertThat(again.at("/1/created").asBoolean()).isTrue();
    }

    @Test
    void a_key_that_is_twice_in_an_upsert_fails_everywhere() {
        var results = results(crm.patch(
                BY_KEY,
                records(
                        false,
                        lead(",\"External_Id__c\":\"a\""),
                        lead(",\"External_Id__c\":\"b\""),
                        lead(",\"External_Id__c\":\"A\""))));

        assertThat(results.findValuesAsText("message"))
                .containsExactly("Duplicate external id specified: a", "Duplicate external id specified: A");
        assertThat(results.at("/0/errors/0/statusCode").asText()).isEqualTo("DUPLICATE_VALUE");
        assertThat(crm.records("Lead").findValuesAsText("External_Id__c")).containsExactly("b");
    }

    @Test
    void an_upsert_by_a_value_that_several_records_have_is_refused() {
        crm.post(MANY, records(false, lead(",\"Email\":\"a@b.co\""), lead(",\"Email\":\"A@b.co\"")));

        var results = results(crm.patch(MANY + "/Lead/Email", records(false, "\"Email\":\"a@b.co\"")));

        assertThat(results.at("/0/errors/0/statusCode").asText()).isEqualTo("DUPLICATE_EXTERNAL_ID");
    }

    @Test
    void an_upsert_needs_a_field_that_is_a_key() {
        var answer = crm.patch(MANY + "/Lead/Title", records(false, lead("")));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().at("/0/message").asText())
                .isEqualTo("Provided external ID field does not exist or is not accessible: Title");
    }

    @Test
    void records_of_several_objects_may_be_mixed_a_little() {
        var mixed = IntStream.range(0, 12)
                .mapToObj(i -> i % 2 == 0
                        ? "{\"attributes\":{\"type\":\"Lead\"},\"LastName\":\"x\",\"Company\":\"c\"}"
                        : "{\"attributes\":{\"type\":\"Account\"},\"Name\":\"x\"}")
                .toList();

        assertThat(crm.post(MANY, "{\"records\":[" + String.join(",", mixed) + "]}")
                        .status())
                .isEqualTo(400);
        assertThat(results(crm.post(
                        MANY,
                        "{\"records\":" + mixed.subList(0, 10).stream().collect(Collectors.joining(",", "[", "]}")))))
                .hasSize(10);
    }

    @Test
    void records_are_deleted_and_read_by_their_ids() {
        var created = results(crm.post(MANY, records(false, lead(",\"Title\":\"VP\""), lead(""))));
        var ids = created.at("/0/id").asText() + "," + created.at("/1/id").asText();

        var read = results(crm.get(MANY + "/Lead?fields=Title&ids=" + ids + ",00Q5g0000000009EAA"));
        assertThat(read).hasSize(3);
        assertThat(read.at("/0/Title").asText()).isEqualTo("VP");
        assertThat(read.get(2).isNull()).isTrue();
        var posted = crm.post(MANY + "/Lead", "{\"ids\":[\"" + ids.replace(",", "\",\"") + "\"],\"fields\":[\"Id\"]}");
        assertThat(results(posted)).hasSize(2);

        assertThat(results(crm.delete(MANY + "?ids=" + ids)).findValuesAsText("success"))
                .containsExactly("true", "true");
        assertThat(crm.records("Lead")).isEmpty();
    }

    @Test
    void the_duplicate_rule_of_an_object_is_asked_for_each_record() {
        crm.control("settings", "{\"duplicateRules\":[{\"object\":\"Lead\",\"field\":\"Email\"}]}");

        var results =
                results(crm.post(MANY, records(false, lead(",\"Email\":\"a@b.co\""), lead(",\"Email\":\"A@b.co\""))));

        assertThat(results.get(1).toString())
                .isEqualTo("{\"success\":false,\"errors\":[{\"statusCode\":\"DUPLICATES_DETECTED\","
                        + "\"message\":\"Use one of these records?\",\"fields\":[]}]}");
    }

    @Test
    void an_object_that_is_not_there_fails_the_whole_request() {
        assertThat(crm.post(MANY, "{\"records\":[{\"attributes\":{\"type\":\"Foo\"}}]}")
                        .status())
                .isEqualTo(400);
    }
}
