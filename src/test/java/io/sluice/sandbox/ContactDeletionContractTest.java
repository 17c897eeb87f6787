package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactDeletionContractTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.start("--contact-deletion", "3600000");
    private static final String CONTACTS = "/contacts/v1/contacts";
    private static final String PATH = CONTACTS + "/actions/delete?type=keys";

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

    private Caller.Answer delete(String values) {
        return caller.post(PATH, "{\"values\":" + values + ",\"DeleteOperationType\":\"ContactAndAttributes\"}");
    }

    private void create(String key) {
        caller.post(CONTACTS, "{\"contactKey\":\"" + key + "\",\"attributeSets\":[]}");
    }

    @Test
    void a_deletion_is_begun_at_once_and_done_later() {
        create("u1");
        create("u2");
        create("u3");

        var answer = delete("[\"U1\",\"u3\",\"never there\"]");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("operationInitiated").asBoolean()).isTrue();
        assertThat(answer.json().get("operationID").asInt()).isEqualTo(1);
        assertThat(answer.json().get("hasErrors").asBoolean()).isFalse();
        assertThat(answer.json().get("resultMessages")).isEmpty();
        assertThat(SANDBOX.look("/sandbox/contacts")).hasSize(3);

        SANDBOX.tell("/sandbox/clock?advance=PT1H", "");
        assertThat(SANDBOX.look("/sandbox/contacts").findValuesAsText("key")).containsExactly("u2");
    }

    @Test
    void rows_about_the_contact_go_with_it_where_messages_can_be_sent_to_them() {
        var rows = """
                [{"keys":{"Contact Key":"u1"},"values":{"Plan":"gold"}},{"keys":{"Contact Key":"u2"},"values":{"Plan":"tin"}}]""";
        caller.post("/hub/v1/dataevents/key:identify/rowset", rows);
        var orders = "[{\"keys\":{\"Contact Key\":\"u1\",\"Order Id\":\"o1\"},\"values\":{\"Total\":1}}]";
        caller.post("/hub/v1/dataevents/key:order-completed/rowset", orders);

        delete("[\"U1\"]");
        assertThat(SANDBOX.look("/sandbox/rows/identify").get("rows"))
                .as("the time has not come")
                .hasSize(2);
        SANDBOX.tell("/sandbox/clock?advance=PT1H", "");

        assertThat(SANDBOX.look("/sandbox/rows/identify").get("rows").findValuesAsText("Contact Key"))
                .containsExactly("u2");
        assertThat(SANDBOX.look("/sandbox/rows/order-completed").get("rows"))
                .as("not sendable")
                .hasSize(1);
    }

    @Test
    void each_request_is_an_operation_of_its_own() {
        assertThat(delete("[\"u1\"]").json().get("operationID").asInt()).isEqualTo(1);
        assertThat(delete("[\"u1\"]").json().get("operationID").asInt()).isEqualTo(2);
    }

    @Test
    void a_contact_that_is_made_after_the_deletion_is_a_new_one() {
        create("u1");
        var first = SANDBOX.look("/sandbox/contacts").get(0).get("id");
        delete("[\"u1\"]");
        SANDBOX.tell("/sandbox/clock?advance=PT1H", "");
        caller.signedIn();
        create("u1");

        assertThat(SANDBOX.look("/sandbox/contacts")).hasSize(1);
        assertThat(SANDBOX.look("/sandbox/contacts").get(0).get("id")).isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "type=keys; {\"values\":[],\"DeleteOperationType\":\"ContactAndAttributes\"}",
                "type=keys; {\"values\":\"u1\",\"DeleteOperationType\":\"ContactAndAttributes\"}",
                "type=keys; {\"values\":[1],\"DeleteOperationType\":\"ContactAndAttributes\"}",
                "type=keys; {\"values\":[\"u1\"]}",
                "type=keys; {\"values\":[\"u1\"],\"DeleteOperationType\":\"AttributesOnly\"}",
                "type=emails; {\"values\":[\"u1\"],\"DeleteOperationType\":\"ContactAndAttributes\"}",
                "; {\"values\":[\"u1\"],\"DeleteOperationType\":\"ContactAndAttributes\"}"
            })
    void anything_but_keys_to_delete_is_refused(String query, String body) {
        create("u1");
        var answer = caller.post(CONTACTS + "/actions/delete" + (query == null ? "" : "?" + query), body);

        assertThat(answer.status()).isEqualTo(400);
        SANDBOX.tell("/sandbox/clock?advance=PT1H", "");
        assertThat(SANDBOX.look("/sandbox/contacts")).hasSize(1);
    }

    @Test
    void it_takes_the_scope_to_write_audiences() {
        var token = caller.post("/v2/token", """
                        {"grant_type":"client_credentials","client_id":"sandbox","client_secret":"sandbox",
                         "scope":"audiences_read"}""");
        caller.withToken(token.json().get("access_token").asText());

        assertThat(delete("[\"u1\"]").status()).isEqualTo(403);
    }
}
