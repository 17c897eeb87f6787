package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.start("--rate", "0", "--log-bodies");
    private static final String ROWSET = "/hub/v1/dataevents/key:identify/rowset";
    private static final String CAMPAIGNS = "/hub/v1/campaigns?";
    private static final String ROW = "[{\"keys\":{\"Contact Key\":\"u1\"},\"values\":{\"Plan\":\"gold\"}}]";

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

    @Test
    void a_fault_answers_so_many_times_and_then_no_more() {
        SANDBOX.fault("""
                {"match":{"method":"POST","path":"rowset"},"times":2,
                 "status":503,"headers":{"Retry-After":"7"},"body":{"message":"away"}}""");

        var first = caller.post(ROWSET, ROW);
        assertThat(first.status()).isEqualTo(503);
        assertThat(first.headers().firstValue("Retry-After")).contains("7");
        assertThat(first.text()).isEqualTo("{\"message\":\"away\"}");
        assertThat(caller.post(ROWSET, ROW).status()).isEqualTo(503);
        assertThat(caller.post(ROWSET, ROW).status()).isEqualTo(200);
    }

    @Test
    void a_fault_meets_only_what_it_matches() {
        SANDBOX.fault("{\"match\":{\"path\":\"/contacts/\",\"bodyContains\":\"u7\"},\"status\":500}");

        assertThat(caller.post(ROWSET, ROW.replace("u1", "u7")).status()).isEqualTo(200);
        assertThat(caller.post("/contacts/v1/contacts", "{\"contactKey\":\"u1\"}")
                        .status())
                .isEqualTo(200);
        assertThat(caller.post("/contacts/v1/contacts", "{\"contactKey\":\"u7\"}")
                        .status())
                .isEqualTo(500);
    }

    @Test
    void a_fault_can_let_the_first_requests_pass() {
        SANDBOX.fault("{\"match\":{\"path\":\"rowset\"},\"skip\":1,\"times\":1,\"status\":500}");

        assertThat(caller.post(ROWSET, ROW).status()).isEqualTo(200);
        assertThat(caller.post(ROWSET, ROW).status()).isEqualTo(500);
        assertThat(caller.post(ROWSET, ROW).status()).isEqualTo(200);
    }

    @Test
    void a_request_that_is_delayed_goes_on_when_the_fault_is_withdrawn() {
        SANDBOX.fault("{\"match\":{\"path\":\"rowset\"},\"delayMillis\":600000}");
        var answer =
                CompletableFuture.supplyAsync(() -> caller.post(ROWSET, ROW).status());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> SANDBOX.look("/sandbox/faults").get(0).get("met").asInt() == 1);
        assertThat(answer).isNotDone();
        SANDBOX.remove("/sandbox/faults");
        assertThat(answer).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"drop,0", "applyThenDrop,1"})
    void the_connection_can_be_closed_without_an_answer(String action, int rows) {
        SANDBOX.fault("{\"match\":{\"path\":\"rowset\"},\"times\":1,\"action\":\"" + action + "\"}");

        assertThatThrownBy(() -> caller.post(ROWSET, ROW)).isInstanceOf(UncheckedIOException.class);

        assertThat(SANDBOX.look("/sandbox/rows/identify").get("count").asInt()).isEqualTo(rows);
        var request = SANDBOX.look("/sandbox/requests?path=rowset").get(0);
        assertThat(request.get("status").asInt()).isZero();
        assertThat(request.get("fault").asText()).isEqualTo(action);
    }

    @ParameterizedTest
    @CsvSource({"hang,0", "applyThenHang,1"})
    void a_request_can_be_left_without_an_answer(String action, int rows) throws Exception {
        SANDBOX.fault("{\"match\":{\"path\":\"rowset\"},\"times\":1,\"action\":\"" + action + "\"}");
        var impatient = HttpRequest.newBuilder(URI.create(SANDBOX.url() + ROWSET))
                .timeout(Duration.ofSeconds(1))
                .header("Authorization", caller.authorization())
                .POST(BodyPublishers.ofString(ROW))
                .build();

        assertThatThrownBy(() -> HttpClient.newHttpClient().send(impatient, BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);

        assertThat(SANDBOX.look("/sandbox/rows/identify").get("count").asInt()).isEqualTo(rows);
        assertThat(caller.post(ROWSET, ROW).status()).isEqualTo(200);
    }

    @Test
    void a_request_can_be_served_when_its_connection_is_long_closed() {
        SANDBOX.fault(
                "{\"match\":{\"path\":\"rowset\"},\"times\":1,\"action\":\"dropThenApply\",\"delayMillis\":1000}");

        assertThatThrownBy(() -> caller.post(ROWSET, ROW)).isInstanceOf(UncheckedIOException.class);

        assertThat(SANDBOX.look("/sandbox/rows/identify").get("count").asInt()).isZero();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> SANDBOX.look("/sandbox/rows/identify").get("count").asInt() == 1);
    }

    @Test
    void a_request_can_be_served_at_once_and_answered_late() throws Exception {
        SANDBOX.fault("{\"match\":{\"path\":\"rowset\"},\"action\":\"applyThenWait\",\"delayMillis\":5000}");
        var impatient = HttpRequest.newBuilder(URI.create(SANDBOX.url() + ROWSET))
                .timeout(Duration.ofSeconds(1))
                .header("Authorization", caller.authorization())
                .POST(BodyPublishers.ofString(ROW))
                .build();

        assertThatThrownBy(() -> HttpClient.newHttpClient().send(impatient, BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);

        assertThat(SANDBOX.look("/sandbox/rows/identify").get("count").asInt()).isEqualTo(1);
    }

    @Test
    void requests_to_salesforce_meet_faults_as_well() {
        var crm = new Crm(SANDBOX).loggedIn();
        SANDBOX.fault("{\"match\":{\"path\":\"/composite/\"},\"times\":1,\"action\":\"applyThenDrop\"}");
        var lead = "{\"attributes\":{\"type\":\"Lead\"},\"LastName\":\"x\",\"Company\":\"c\"}";

        assertThatThrownBy(() -> crm.post("/composite/sobjects", "{\"records\":[" + lead + "]}"))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(crm.records("Lead")).hasSize(1);
    }

    @Test
    void a_served_request_can_be_answered_with_something_else() {
        SANDBOX.fault(
                "{\"match\":{\"path\":\"rowset\"},\"action\":\"applyThenAnswer\",\"status\":504,\"body\":\"<html>\"}");

        var answer = caller.post(ROWSET, ROW);

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.text()).isEqualTo("<html>");
        assertThat(SANDBOX.look("/sandbox/rows/identify").get("count").asInt()).isEqualTo(1);
    }

    @Test
    void an_answer_can_be_no_json() {
        SANDBOX.fault("{\"match\":{\"path\":\"rowset\"},\"action\":\"garbage\"}");

        assertThat(caller.post(ROWSET, ROW).text()).startsWith("<html>");
    }

    @Test
    void an_answer_can_be_late() {
        SANDBOX.fault("{\"match\":{\"path\":\"rowset\"},\"delayMillis\":400}");

        assertThat(caller.post(ROWSET, ROW).status()).isEqualTo(200);
        assertThat(SANDBOX.look("/sandbox/requests?path=rowset")
                        .get(0)
                        .get("tookMillis")
                        .asDouble())
                .isGreaterThanOrEqualTo(400);
    }

    @Test
    void a_fault_can_hit_one_page() {
        SANDBOX.fault("{\"match\":{\"path\":\"campaigns$\",\"query\":\"[$]page=2(&|$)\"},\"status\":500}");

        for (var query : List.of("$page=2&$pageSize=1", "$pageSize=1&%24page=2")) {
            assertThat(caller.get(CAMPAIGNS + query).status()).isEqualTo(500);
        }
        for (var query : List.of("$page=1&$pageSize=1", "$page=22&$pageSize=1", "")) {
            assertThat(caller.get(CAMPAIGNS + query).status()).isEqualTo(200);
        }
    }

    @Test
    void a_soap_request_can_be_known_by_its_body_and_answered_with_xml() {
        var soap = new SoapCaller(caller);
        SANDBOX.fault("""
                {"match":{"path":"/Service.asmx$","bodyContains":"<ContinueRequest>"},"times":1,"status":500,
                 "headers":{"Content-Type":"text/xml"},"body":"<a><faultstring>Rate Limited</faultstring></a>"}""");
        var first = soap.retrieve(List.of("ID"), "<Options><BatchSize>2</BatchSize></Options>");
        var going = "<ContinueRequest>" + first.text("RequestID") + "</ContinueRequest>";

        var refused = soap.retrieve(List.of("ID"), going);

        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.answer().headers().firstValue("Content-Type")).contains("text/xml");
        assertThat(refused.text("faultstring")).isEqualTo("Rate Limited");
        assertThat(soap.retrieve(List.of("ID"), going).elements("Results")).hasSize(2);
    }

    @Test
    void a_row_can_move_from_the_second_page_to_the_first_between_the_two() {
        SANDBOX.fault("""
                {"match":{"path":"campaigns$","query":"[$]page=1(&|$)"},"times":1,
                 "then":{"method":"PATCH","path":"/sandbox/source/campaigns/4713","body":{"name":"Edited"}}}""");

        assertThat(names(1)).containsExactly("Not begun", "Winter clearance");
        assertThat(names(2)).containsExactly("Winter clearance", "Spring boots");
        assertThat(names(1)).containsExactly("Edited", "Not begun");
    }

    @Test
    void a_row_can_go_between_two_pages_and_several_things_happen() {
        SANDBOX.fault("""
                {"match":{"path":"campaigns$"},"skip":1,"times":1,
                 "then":[{"method":"DELETE","path":"/sandbox/source/campaigns/4714"},
                         {"method":"POST","path":"/sandbox/source/mutate","body":{"seed":1,"changes":1}}]}""");
        assertThat(names(1)).containsExactly("Not begun", "Winter clearance");
        assertThat(names(1)).containsExactly("Not begun", "Winter clearance");

        assertThat(names(2)).doesNotContain("Spring boots");
    }

    @Test
    void a_change_that_cannot_be_made_fails_the_request() {
        SANDBOX.fault("""
                {"match":{"path":"campaigns$"},"times":1,
                 "then":{"method":"DELETE","path":"/sandbox/source/campaigns/99"}}""");

        var answer = caller.get(CAMPAIGNS);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text())
                .contains("DELETE /sandbox/source/campaigns/99")
                .contains("no such row");
    }

    private List<String> names(int page) {
        var names = new ArrayList<String>();
        caller.get(CAMPAIGNS + "$pageSize=2&$page=" + page)
                .json()
                .get("items")
                .forEach(item -> names.add(item.get("name").asText()));
        return names;
    }

    @Test
    void faults_are_listed_and_withdrawn() {
        var id = SANDBOX.tell("/sandbox/faults", "{\"status\":500}").get("id").asInt();
        caller.post(ROWSET, ROW);

        assertThat(SANDBOX.look("/sandbox/faults").get(0).get("met").asInt()).isEqualTo(1);

        caller.delete("/sandbox/faults/" + id);
        assertThat(SANDBOX.look("/sandbox/faults")).isEmpty();
        assertThat(caller.post(ROWSET, ROW).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"explode\"}",
                "{\"action\":\"answer\"}",
                "{\"match\":{\"path\":\"(\"}}",
                "{\"tims\":1}",
                "{\"then\":{\"method\":\"GET\",\"path\":\"/hub/v1/campaigns\"}}",
                "nonsense"
            })
    void a_fault_that_is_not_understood_is_refused(String fault) {
        var answer = caller.post("/sandbox/faults", fault);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("problem").asText()).isNotBlank();
    }
}
