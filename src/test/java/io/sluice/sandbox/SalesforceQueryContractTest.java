package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesforceQueryContractTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.start();

    private final Crm crm = new Crm(SANDBOX).loggedIn();

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @BeforeEach
    void reset() {
        SANDBOX.reset();
        crm.loggedIn();
        put("a", "a@b.co", "2026-01-03", 10, "x");
        put("b", "B@b.co", "2026-01-01", 20, "o'n\\e");
        put("c", null, "2026-01-02", 30, null);
    }

    private void put(String name, String email, String created, int employees, String title) {
        var lead = JsonNodeFactory.instance
                .objectNode()
                .put("LastName", name)
                .put("Company", "c")
                .put("Email", email)
                .put("CreatedDate", created + "T10:00:00Z")
                .put("NumberOfEmployees", employees)
                .put("Title", title)
                .put("Case_Id__c", name);
        crm.control("records/Lead", lead.toString());
    }

    private List<String> names(String rest) {
        var answer = crm.query("SELECT LastName FROM Lead " + rest);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("records").findValuesAsText("LastName");
    }

    @Test
    void a_result_names_the_object_and_the_fields_as_they_are_spelt() {
        var json =
                crm.query("select id, email from lead where email = 'A@B.CO'").json();

        var id = json.at("/records/0/Id").asText();
        assertThat(json.toString())
                .isEqualTo("{\"totalSize\":1,\"done\":true,\"records\":[{\"attributes\":{\"type\":\"Lead\",\"url\":\""
                        + Crm.DATA + "/sobjects/Lead/" + id + "\"},\"Id\":\"" + id + "\",\"Email\":\"a@b.co\"}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "WHERE Email IN ('a@b.co','b@b.co','z@b.co')|a,b",
                "WHERE Email = null|c",
                "WHERE Email != null|a,b",
                "WHERE Email NOT IN ('a@b.co')|b,c",
                "WHERE Email IN ('a@b.co', null)|a,c",
                "WHERE (Email = 'a@b.co' AND NumberOfEmployees = 10) OR (Email = 'b@b.co' AND NumberOfEmployees = 10)|a",
                "WHERE Email = 'a@b.co' OR LastName IN ('A', 'c')|a,c",
                "WHERE NumberOfEmployees > 10 AND IsConverted = false|b,c",
                "WHERE NumberOfEmployees >= 20 AND NumberOfEmployees < 30|b",
                "WHERE Case_Id__c = 'a'|a",
                "WHERE Case_Id__c = 'A'|\"\"",
                "WHERE NOT LastName = 'a'|b,c",
                "WHERE Title = 'o\\'n\\\\e'|b",
                "WHERE Title = '\\u0078'|a",
                "WHERE CreatedDate > 2026-01-01T12:00:00Z|a,c",
                "ORDER BY CreatedDate|b,c,a",
                "ORDER BY CreatedDate DESC LIMIT 2|a,c",
                "ORDER BY Email DESC NULLS FIRST|c,b,a",
                "ORDER BY Company, NumberOfEmployees DESC LIMIT 1 OFFSET 1|b"
            })
    void records_are_found(String rest, String expected) {
        assertThat(String.join(",", names(rest))).isEqualTo(expected);
    }

    @Test
    void ids_of_15_and_18_characters_are_the_same() {
        var id = crm.records("Lead").get(0).get("Id").asText();

        assertThat(names("WHERE Id = '" + id + "'")).containsExactly("a");
        assertThat(names("WHERE Id IN ('" + id.substring(0, 15) + "')")).containsExactly("a");
    }

    @Test
    void what_was_found_by_a_field_is_found_by_its_new_value_and_not_the_old() {
        assertThat(names("WHERE Email = 'a@b.co'")).hasSize(1);
        var id = crm.records("Lead").get(0).get("Id").asText();

        crm.patch("/sobjects/Lead/" + id, "{\"Email\":\"new@b.co\"}");

        assertThat(names("WHERE Email = 'a@b.co'")).isEmpty();
        assertThat(names("WHERE Email = 'new@b.co'")).hasSize(1);
        crm.delete("/sobjects/Lead/" + id);
        assertThat(names("WHERE Email = 'new@b.co'")).isEmpty();
    }

    @Test
    void records_are_counted() {
        assertThat(crm.query("SELECT COUNT() FROM Lead WHERE Email != null").text())
                .isEqualTo("{\"totalSize\":2,\"done\":true,\"records\":[]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "SELECT Id FORM Lead|unexpected token: 'FORM'",
                "SELECT Id FROM Lead WHERE|unexpected token: <EOF>",
                "SELECT Id FROM Lead WHERE Email IN ()|unexpected token: ')'",
                "SELECT Id FROM Lead WHERE Email = 'a' AND Title = 'b' OR Title = 'c'|unexpected token: 'OR'",
                "SELECT Id FROM Lead LIMIT x|unexpected token: 'x'",
                "SELECT Id FROM Lead WHERE Email = :email|Bind variables only allowed in Apex code",
                "SELECT Id FROM Lead WHERE Email = 'o'neil|unexpected token: 'neil'",
                "SELECT Id FROM Lead WHERE Email = 'a|line 1:34 mismatched character '<EOF>' expecting '''",
                "SELECT Id FROM Lead WHERE Email = 'a\\'|line 1:34 mismatched character '<EOF>' expecting '''",
                "SELECT Id FROM Lead WHERE Email = 'a\\d'|line 1:36 no viable alternative at character '\\' (invalid escape"
                        + " sequence)",
                "SELECT Id FROM Lead WHERE Email = 'a\\_'|line 1:36 no viable alternative at character '\\' (invalid escape"
                        + " sequence)",
                "SELECT Id FROM Lead WHERE Email = \u00a7|line 1:34 no viable alternative at character '\u00a7'"
            })
    void what_is_no_query_is_malformed(String query, String message) {
        expect(query, "MALFORMED_QUERY", message);
    }

    @Test
    void a_query_may_not_be_longer_than_the_limits() {
        var text = "x".repeat(4_001);

        expect(
                "SELECT Id FROM Lead WHERE Title = '" + text + "'",
                "MALFORMED_QUERY",
                "A string in the WHERE clause is longer than 4000 characters.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "SELECT Foo FROM Lead|INVALID_FIELD|\\nSELECT Foo FROM Lead\\n       ^\\nERROR at Row:1:Column:8\\nNo such"
                        + " column 'Foo' on entity 'Lead'. If you are attempting to use a custom field, be sure to append the"
                        + " '__c' after the custom field name. Please reference your WSDL or the describe call for the"
                        + " appropriate names.",
                "SELECT Id FROM Foo|INVALID_TYPE|\\nSELECT Id FROM Foo\\n               ^\\nERROR at"
                        + " Row:1:Column:16\\nsObject type 'Foo' is not supported. If you are attempting to use a custom"
                        + " object, be sure to append the '__c' after the entity name. Please reference your WSDL or the"
                        + " describe call for the appropriate names.",
                "SELECT Id FROM Lead WHERE Description = 'a'|INVALID_FIELD|\\nSELECT Id FROM Lead WHERE Description ="
                        + " 'a'\\n                          ^\\nERROR at Row:1:Column:27\\nfield 'Description' can not be"
                        + " filtered in a query call",
                "SELECT Id FROM Lead WHERE Email = 5|INVALID_FIELD|\\nSELECT Id FROM Lead WHERE Email = 5\\n               "
                        + "                   ^\\nERROR at Row:1:Column:35\\nvalue of filter criterion for field 'Email' must"
                        + " be of type string and should be enclosed in quotes"
            })
    void a_query_is_checked_against_the_object(String query, String code, String message) {
        expect(query, code, message.replace("\\n", "\n"));
    }

    @Test
    void a_number_is_not_compared_to_a_text() {
        assertThat(refused("SELECT Id FROM Lead WHERE NumberOfEmployees = '5'", "INVALID_FIELD")
                        .get("message")
                        .asText())
                .endsWith("must be of type int and should not be enclosed in quotes");
    }

    private void expect(String query, String code, String message) {
        assertThat(refused(query, code).get("message").asText()).isEqualTo(message);
    }

    private JsonNode refused(String query, String code) {
        var answer = crm.query(query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get(0).get("errorCode").asText()).isEqualTo(code);
        return answer.json().get(0);
    }

    @Test
    void a_long_result_comes_in_pages() {
        crm.control("settings", "{\"queryBatch\":2}");

        var first = crm.query("SELECT LastName FROM Lead ORDER BY LastName").json();
        assertThat(first.get("totalSize").asInt()).isEqualTo(3);
        assertThat(first.get("done").asBoolean()).isFalse();
        assertThat(first.get("records")).hasSize(2);
        var next = first.get("nextRecordsUrl").asText();
        assertThat(next).matches(Crm.DATA + "/query/01g\\w{15}-2");

        var last = crm.caller().get(next).json();
        assertThat(last.get("totalSize").asInt()).isEqualTo(3);
        assertThat(last.get("done").asBoolean()).isTrue();
        assertThat(last.has("nextRecordsUrl")).isFalse();
        assertThat(last.get("records").findValuesAsText("LastName")).containsExactly("c");
        assertThat(crm.get("/query/01g5g0000000099AAA-2")
                        .json()
                        .at("/0/errorCode")
                        .asText())
                .isEqualTo("INVALID_QUERY_LOCATOR");
    }

    @Test
    void a_uri_has_at_most_16384_bytes_and_so_have_the_headers_with_it() {
        var emails =
                IntStream.range(0, 1200).mapToObj(i -> "'user" + i + "@x.co'").collect(Collectors.joining(","));
        assertThat(crm.query("SELECT Id FROM Lead WHERE Email IN (" + emails + ")")
                        .status())
                .isEqualTo(414);

        var query = "/query?q=SELECT+Id+FROM+Lead+WHERE+Title+IN+(" + "'x',".repeat(4_000) + "'y')";
        var longest = "/query?q=SELECT+Id+FROM+Lead+WHERE+Title+IN+("
                + "'x',".repeat((16_384 - Crm.DATA.length() - query.length() + 16_000) / 4) + "'y')";
        assertThat(crm.get(longest).status()).isEqualTo(431);
    }
}
