package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AsyncRowsContractTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.start(
            "--rate",
            "0",
            "--job-delay",
            "300",
            "--max-job-rows",
            "200",
            "--max-results",
            "80",
            "--deadlock",
            "stuck",
            "--data",
            "src/test/resources/sandbox/types.yaml");
    private static final String ROWS = "/data/v1/async/dataextensions/key:all-types/rows";

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

    private String submitted(String path, String items) {
        var answer = caller.put(path, "{\"items\":[" + items + "]}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().get("resultMessages")).isEmpty();
        return answer.json().get("requestId").asText();
    }

    private JsonNode status(String job) {
        var answer = caller.get("/data/v1/async/" + job + "/status");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode completed(String job) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> status(job).at("/status/requestStatus").asText().equals("Complete"));
        return status(job).get("status");
    }

    private JsonNode results(String job, String query) {
        return caller.get("/data/v1/async/" + job + "/results" + query).json();
    }

    @Test
    void rows_are_written_later_and_the_status_says_when() {
        var job = submitted(ROWS, "{\"Contact Key\":\"a\",\"Number\":1},{\"contact key\":\"b\",\"TEXT\":\"two\"}");

        assertThat(status(job).at("/resultMessages/0/resultCode").asText()).isEqualTo("AsyncRequestStatusNotFound");
        assertThat(status(job).has("status")).isFalse();
        var status = completed(job);

        assertThat(status.get("hasErrors").isBoolean()).isTrue();
        assertThat(status.get("hasErrors").booleanValue()).isFalse();
        assertThat(status.get("resultStatus").asText()).isEqualTo("OK");
        assertThat(SANDBOX.look("/sandbox/rows/all-types").get("count").asInt()).isEqualTo(2);
        assertThat(SANDBOX.look("/sandbox/stats").get("rowsApplied").asInt()).isEqualTo(2);
    }

    @Test
    void a_bad_row_costs_only_itself_and_results_are_in_the_order_of_the_rows() {
        var job = submitted(
                ROWS, "{\"Contact Key\":\"a\",\"Number\":1},{\"Contact Key\":\"b\",\"Number\":\"x\"},{\"Number\":3}");

        assertThat(completed(job).get("resultStatus").asText()).isEqualTo("Has Errors");
        var items = results(job, "").get("items");
        assertThat(items).hasSize(3);
        assertThat(items.get(0).get("status").asText()).isEqualTo("OK");
        assertThat(items.get(1).at("/errors/0/errorMessage").asText()).contains("[Number] is not a valid number");
        assertThat(items.get(2).get("message").asText()).contains("Required keys are missing");
        assertThat(SANDBOX.look("/sandbox/rows/all-types").get("count").asInt()).isEqualTo(1);
    }

    @Test
    void results_come_in_pages_of_fifty_or_as_many_as_are_asked_for_and_allowed() {
        var many = IntStream.range(0, 120)
                .mapToObj(i -> "{\"Contact Key\":\"k" + i + "\",\"Number\":" + i + "}")
                .collect(Collectors.joining(","));
        var job = submitted(ROWS, many);
        completed(job);

        assertThat(results(job, "").get("items")).hasSize(50);
        assertThat(results(job, "?$page=2&$pageSize=500").get("pageSize").asInt())
                .isEqualTo(80);
        assertThat(results(job, "?$page=2&$pageSize=500").get("items")).hasSize(40);
        assertThat(results(job, "?$page=3&$pageSize=500").get("items")).isEmpty();
        assertThat(results(job, "").get("count").asInt()).isEqualTo(120);
    }

    @Test
    void insert_refuses_a_key_that_is_there() {
        var answer = caller.post(ROWS, "{\"items\":[{\"Contact Key\":\"a\"},{\"Contact Key\":\"A\"}]}");
        var job = answer.json().get("requestId").asText();
        completed(job);

        var items = results(job, "").get("items");
        assertThat(items.get(0).get("message").asText()).isEqualTo("Inserted DataExtensionObject");
        assertThat(items.get(1).get("errorCode").asText()).isEqualTo("UnexpectedError");
    }

    @Test
    void a_deadlocks_victim_may_be_sent_again() {
        var first = submitted(ROWS, "{\"Contact Key\":\"stuck\"}");
        completed(first);
        assertThat(results(first, "").at("/items/0/message").asText()).endsWith("Rerun the transaction.");

        var second = submitted(ROWS, "{\"Contact Key\":\"stuck\"}");
        assertThat(completed(second).get("resultStatus").asText()).isEqualTo("OK");
    }

    @Test
    void without_a_primary_key_no_row_can_be_upserted() {
        var job = submitted("/data/v1/async/dataextensions/key:keyless/rows", "{\"Note\":\"n\"}");
        completed(job);

        assertThat(results(job, "").at("/items/0/message").asText())
                .isEqualTo("This Data Extension does not have any primary keys defined.");
    }

    @Test
    void an_unknown_data_extension_is_told_at_once_and_the_refusal_has_a_request_id_too() {
        var answer = caller.put("/data/v1/async/dataextensions/key:nothing/rows", "{\"items\":[{\"A\":1}]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("requestId").asText()).isNotEmpty();
        assertThat(answer.json().at("/resultMessages/0/resultCode").asText()).isEqualTo("CustomObjectNotFound");
        assertThat(caller.put("/data/v1/async/dataextensions/nothing/rows", "{\"items\":[{\"A\":1}]}")
                        .json()
                        .get("message")
                        .asText())
                .isEqualTo("Parameter {id} is invalid.");
    }

    @Test
    void rows_are_flat_and_not_too_many() {
        var wrapped = caller.put(ROWS, "{\"items\":[{\"keys\":{\"Contact Key\":\"a\"},\"values\":{}}]}");
        var many = IntStream.range(0, 201).mapToObj(i -> "{\"A\":1}").collect(Collectors.joining(","));

        assertThat(wrapped.status()).isEqualTo(400);
        assertThat(caller.put(ROWS, "{\"items\":[" + many + "]}").status()).isEqualTo(400);
    }

    @Test
    void where_it_is_not_switched_on_jobs_are_refused() {
        try (var without = SandboxProcess.start("--rate", "0", "--async", "refuse")) {
            var answer = new Caller(without)
                    .signedIn()
                    .put("/data/v1/async/dataextensions/key:identify/rows", "{\"items\":[{\"Contact Key\":\"a\"}]}");
            assertThat(answer.status()).isEqualTo(403);
        }
    }
}
