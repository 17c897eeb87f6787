package io.sluice.sandbox;

import static io.sluice.sandbox.Caller.tree;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactsContractTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.start();
    private static final SandboxProcess STRICT = SandboxProcess.start(
            "--existing-contact=refuse", "--unknown-contact=refuse", "--empty-attribute-sets=refuse");
    private static final String PATH = "/contacts/v1/contacts";

    private final Caller caller = new Caller(SANDBOX);
    private final Caller strict = new Caller(STRICT);

    @AfterAll
    static void stop() {
        SANDBOX.close();
        STRICT.close();
    }

    @BeforeEach
    void reset() {
        SANDBOX.reset();
        STRICT.reset();
        caller.signedIn();
        strict.signedIn();
    }

    @Test
    void a_contact_is_created_once_and_a_repeat_is_no_failure() {
        var first = caller.post(PATH, "{\"contactKey\":\"u1\",\"attributeSets\":[]}");
        var second = caller.post(PATH, "{\"contactKey\":\"U1\",\"attributeSets\":[]}");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().get("isNewContactKey").asBoolean()).isTrue();
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().get("isNewContactKey").asBoolean()).isFalse();
        assertThat(second.json().get("contactID")).isEqualTo(first.json().get("contactID"));
        assertThat(SANDBOX.look("/sandbox/contacts")).hasSize(1);
    }

    @Test
    void the_answer_is_spelt_as_it_was_captured() {
        var answer = caller.post(PATH, "{\"contactKey\":\"u1\",\"attributeSets\":[]}")
                .json();

        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "operationStatus",
                        "rowsAffected",
                        "contactKey",
                        "contactID",
                        "contactTypeID",
                        "isNewContactKey",
                        "requestServiceMessageID",
                        "responseDateTime",
                        "hasErrors",
                        "resultMessages",
                        "serviceMessageID");
        assertThat(answer.get("operationStatus").asText()).isEqualTo("OK");
        assertThat(answer.get("responseDateTime").asText()).endsWith("-06:00");
    }

    @Test
    void a_patch_finds_the_contact_by_key_or_id_and_creates_a_missing_one() {
        var made = caller.patch(PATH, "{\"contactKey\":\"u1\",\"attributeSets\":[]}")
                .json();
        var found = caller.patch(PATH, "{\"contactID\":" + made.get("contactID") + "}");

        assertThat(made.get("isNewContactKey").asBoolean()).isTrue();
        assertThat(found.json().get("contactKey").asText()).isEqualTo("u1");
        assertThat(found.json().get("isNewContactKey").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"contactKey\":\"\"}", "{\"contactID\":7}"})
    void a_contact_needs_a_key(String body) {
        var answer = caller.post(PATH, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("hasErrors").asBoolean()).isTrue();
        assertThat(answer.json().get("resultMessages")).isEqualTo(tree("""
                                [{"resultType":"Validation","resultClass":"Error","resultCode":"RequiredFieldMissing",
                                  "message":"contactKey or contactID is required."}]"""));
    }

    @Test
    void a_key_has_at_most_254_characters() {
        assertThat(caller.post(PATH, "{\"contactKey\":\"" + "k".repeat(254) + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(caller.post(PATH, "{\"contactKey\":\"" + "k".repeat(255) + "\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_strict_tenant_refuses_contacts_without_the_sets_that_the_documentation_asks_for() {
        var email = "{\"name\":\"Email Addresses\",\"items\":[]}";
        var demographics = "{\"name\":\"Email Demographics\",\"items\":[]}";

        assertThat(strictPost("")).isEqualTo(400);
        assertThat(strictPost(demographics)).isEqualTo(400);
        assertThat(strictPost(email + "," + email)).isEqualTo(400);
        assertThat(strictPost(email + "," + demographics)).isEqualTo(200);
    }

    @Test
    void a_strict_tenant_refuses_to_create_an_existing_contact_and_to_change_a_missing_one() {
        var sets = ",\"attributeSets\":[{\"name\":\"Email Addresses\"}]}";

        assertThat(strict.patch(PATH, "{\"contactKey\":\"u1\"" + sets).status()).isEqualTo(400);
        assertThat(strict.post(PATH, "{\"contactKey\":\"u1\"" + sets).status()).isEqualTo(200);
        assertThat(strict.patch(PATH, "{\"contactKey\":\"u1\"" + sets).status()).isEqualTo(200);
        var again = strict.post(PATH, "{\"contactKey\":\"u1\"" + sets);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.json().at("/resultMessages/0/resultCode").asText()).isEqualTo("ContactKeyAlreadyExists");
    }

    private int strictPost(String sets) {
        return strict.post(PATH, "{\"contactKey\":\"s\",\"attributeSets\":[" + sets + "]}")
                .status();
    }
}
