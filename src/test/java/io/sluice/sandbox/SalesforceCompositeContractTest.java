package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesforceCompositeContractTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.start();
    private static final String LEAD = "{\"LastName\":\"x\",\"Company\":\"c\"}";
    private static final String CREATE = request("POST", "/sobjects/Lead", "create", LEAD);
    private static final String WRONG = request("POST", "/sobjects/Lead", "wrong", "{}");

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

    private static String request(String method, String path, String reference, String body) {
        return "{\"method\":\"%s\",\"url\":\"%s%s\",\"referenceId\":\"%s\"%s}"
                .formatted(method, Crm.DATA, path, reference, body.isEmpty() ? "" : ",\"body\":" + body);
    }

    private Caller.Answer composite(boolean allOrNone, String... requests) {
        return crm.post(
                "/composite",
                "{\"allOrNone\":" + allOrNone + ",\"compositeRequest\":[" + String.join(",", requests) + "]}");
    }

    @Test
    void a_composite_request_has_an_answer_to_each_part_and_counts_once() {
        var answer = composite(
                false,
                CREATE,
                request("GET", "/query?q=SELECT LastName FROM Lead WHERE Id = '@{create.id}'", "look", ""),
                request("PATCH", "/sobjects/Lead/@{create.id}", "change", "{\"Title\":\"VP\"}"),
                WRONG,
                request("GET", "/query?q=SELECT+Id+FROM+Lead+WHERE+Id='@{wrong.id}'", "lost", ""));

        assertThat(answer.status()).isEqualTo(200);
        var parts = answer.json().get("compositeResponse");
        assertThat(parts.findValuesAsText("httpStatusCode")).containsExactly("201", "200", "204", "400", "400");
        assertThat(parts.findValuesAsText("referenceId")).containsExactly("create", "look", "change", "wrong", "lost");
        assertThat(parts.at("/0/httpHeaders/Location").asText()).startsWith(Crm.DATA + "/sobjects/Lead/00Q");
        assertThat(parts.at("/1/body/records/0/LastName").asText()).isEqualTo("x");
        assertThat(parts.at("/2/body").isNull()).isTrue();
        assertThat(parts.at("/3/body/0/errorCode").asText()).isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(answer.headers().firstValue("Sforce-Limit-Info")).contains("api-usage=1/15000");
    }

    @Test
    void a_query_in_a_composite_request_may_be_longer_than_a_uri() {
        var emails = IntStream.range(0, 2000)
                .mapToObj(i -> "'user" + i + "@example.com'")
                .collect(Collectors.joining(","));

        var answer = composite(
                false, request("GET", "/query?q=SELECT Id FROM Lead WHERE Email IN (" + emails + ")", "look", ""));

        assertThat(answer.json().at("/compositeResponse/0/httpStatusCode").asInt())
                .isEqualTo(200);
    }

    @Test
    void all_or_none_writes_none_when_one_part_fails() {
        var parts = composite(true, CREATE, WRONG).json().get("compositeResponse");

        assertThat(parts.at("/0/httpStatusCode").asInt()).isEqualTo(400);
        assertThat(parts.at("/0/body/0/errorCode").asText()).isEqualTo("PROCESSING_HALTED");
        assertThat(parts.at("/1/body/0/errorCode").asText()).isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(crm.records("Lead")).isEmpty();
    }

    @Test
    void a_composite_request_has_at_most_25_parts_and_5_queries() {
        var many = IntStream.range(0, 26)
                .mapToObj(i -> request("POST", "/sobjects/Lead", "r" + i, LEAD))
                .toArray(String[]::new);
        assertThat(composite(false, many).status()).isEqualTo(400);

        var queries = IntStream.range(0, 6)
                .mapToObj(i -> request("GET", "/query?q=SELECT+Id+FROM+Lead", "r" + i, ""))
                .toArray(String[]::new);
        assertThat(composite(false, queries).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"_a,'{}'", "a-b,'{}'", "a,'{\"Authorization\":\"x\"}'"})
    void a_part_with_a_wrong_reference_or_header_fails_the_whole_request(String reference, String headers) {
        var part = "{\"method\":\"GET\",\"url\":\"" + Crm.DATA + "/limits\",\"referenceId\":\"" + reference
                + "\",\"httpHeaders\":" + headers + "}";

        assertThat(composite(false, part).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "/composite|{'compositeRequest':[1]}",
                "/composite|{'compositeRequest':[{'referenceId':'a','method':'GET','url':'%zz'}]}",
                "/composite/batch|{'batchRequests':[{'method':'GET','url':'%'}]}",
                "/composite/batch|{}",
                "/composite/tree/Lead|{'records':[]}",
                "/composite/sobjects|{'records':1}",
                "/composite/sobjects|{'records':[null]}",
                "/composite/sobjects/Lead|{'ids':[],'fields':['Id']}"
            })
    void what_is_no_such_request_is_refused(String path, String body) {
        assertThat(crm.post(path, body.replace('\'', '"')).status()).isEqualTo(400);
    }

    @Test
    void each_request_of_a_batch_counts() {
        var answer = crm.post("/composite/batch", """
                {"haltOnError":true,"batchRequests":[
                 {"method":"POST","url":"v60.0/sobjects/Lead","richInput":%s},
                 {"method":"POST","url":"v60.0/sobjects/Lead","richInput":{}},
                 {"method":"GET","url":"v60.0/limits"}]}""".formatted(LEAD));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("hasErrors").asBoolean()).isTrue();
        assertThat(answer.json().get("results").findValuesAsText("statusCode")).containsExactly("201", "400", "412");
        assertThat(answer.headers().firstValue("Sforce-Limit-Info")).contains("api-usage=3/15000");
    }

    @Test
    void a_tree_is_written_whole_or_not_at_all() {
        var tree = """
                {"records":[{"attributes":{"type":"Lead","referenceId":"r1"},"LastName":"x","Company":"c"},
                            {"attributes":{"type":"Lead","referenceId":"r2"},"LastName":"y"%s}]}""";

        var refused = crm.post("/composite/tree/Lead", tree.formatted(""));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().toString())
                .isEqualTo("{\"hasErrors\":true,\"results\":[{\"referenceId\":\"r2\",\"errors\":[{\"statusCode\":"
                        + "\"REQUIRED_FIELD_MISSING\",\"message\":\"Required fields are missing: [Company]\","
                        + "\"fields\":[\"Company\"]}]}]}");
        assertThat(crm.records("Lead")).isEmpty();

        var written = crm.post("/composite/tree/Lead", tree.formatted(",\"Company\":\"c\""));
        assertThat(written.status()).isEqualTo(201);
        assertThat(written.json().get("hasErrors").asBoolean()).isFalse();
        assertThat(written.json().get("results").findValuesAsText("referenceId"))
                .containsExactly("r1", "r2");
        assertThat(crm.records("Lead")).hasSize(2);
    }
}
