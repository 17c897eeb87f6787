package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JourneyEventContractTest {
    private static final SandboxProcess SANDBOX =
            SandboxProcess.start("--data", "src/test/resources/sandbox/types.yaml", "--rate", "0");
    private static final String PATH = "/interaction/v1/events";

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
    @ValueSource(
            strings = {
                "{\"ContactKey\":\"u1\",\"EventDefinitionKey\":\"APIEvent-cart-abandoned\",\"Data\":{\"cart id\":\"c1\",\"Value\":\"3\"}}",
                "{\"contactKey\":\"u1\",\"eventDefinitionKey\":\"APIEvent-cart-abandoned\",\"data\":{\"Cart Id\":\"c1\",\"Value\":3}}"
            })
    void an_event_is_kept_with_typed_data(String body) {
        var answer = caller.post(PATH, body);

        assertThat(answer.status()).isEqualTo(201);
        var entry = SANDBOX.look("/sandbox/journey-events").get(0);
        assertThat(entry.get("eventInstanceId")).isEqualTo(answer.json().get("eventInstanceId"));
        assertThat(entry.get("contactKey").asText()).isEqualTo("u1");
        assertThat(entry.get("data").toString()).isEqualTo("{\"Cart Id\":\"c1\",\"Value\":3.00}");
    }

    @Test
    void a_definition_says_which_data_extension_its_data_has_to_fit() {
        var definition = caller.get("/interaction/v1/eventDefinitions/key:APIEvent-cart-abandoned");

        assertThat(definition.status()).isEqualTo(200);
        assertThat(definition.json().get("eventDefinitionKey").asText()).isEqualTo("APIEvent-cart-abandoned");
        var id = definition.json().get("dataExtensionId").asText();
        assertThat(caller.get("/data/v1/customobjects/" + id + "/fields")
                        .json()
                        .get("fields")
                        .findValuesAsText("name"))
                .contains("Cart Id", "Value");
        assertThat(caller.get("/interaction/v1/eventDefinitions/key:APIEvent-unknown")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void firing_twice_makes_two_entries() {
        var body = "{\"ContactKey\":\"u1\",\"EventDefinitionKey\":\"APIEvent-anything\",\"Data\":{\"any\":\"thing\"}}";

        var first = caller.post(PATH, body).json();
        var second = caller.post(PATH, body).json();

        assertThat(first).isNotEqualTo(second);
        assertThat(SANDBOX.look("/sandbox/journey-events")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"EventDefinitionKey\":\"APIEvent-anything\"}|10002|The required parameter ContactKey is missing.",
                "{\"ContactKey\":\"u1\"}|10002|The required parameter EventDefinitionKey is missing.",
                "{\"ContactKey\":\"u1\",\"EventDefinitionKey\":\"nobody\"}|30003|Unable to find event definition nobody.",
                "{\"ContactKey\":\"u1\",\"EventDefinitionKey\":\"APIEvent-cart-abandoned\"}|10000|The event data is not valid: The required field Cart Id is missing.",
                "{\"ContactKey\":\"u1\",\"EventDefinitionKey\":\"APIEvent-cart-abandoned\",\"Data\":{\"Cart Id\":\"c\",\"Value\":\"x\"}}|10000|The event data is not valid: Value: The value for column [Value] is not a valid decimal. Parse error [InvalidDecimal]",
                "not json|10003|The request body is not valid JSON."
            })
    void mistakes_are_400_and_fire_nothing(String body, int code, String message) {
        var answer = caller.post(PATH, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errorcode").asInt()).isEqualTo(code);
        assertThat(answer.json().get("message").asText()).isEqualTo(message);
        assertThat(SANDBOX.look("/sandbox/journey-events")).isEmpty();
    }

    @Test
    void letters_beyond_ascii_need_the_charset_in_the_content_type() {
        var body = "{\"ContactKey\":\"ü\",\"EventDefinitionKey\":\"APIEvent-anything\"}";

        caller.send("POST", PATH, BodyPublishers.ofString(body), "application/json");
        caller.send("POST", PATH, BodyPublishers.ofString(body), "application/json;charset=utf-8");

        var entries = SANDBOX.look("/sandbox/journey-events");
        assertThat(entries.get(0).get("contactKey").asText()).isEqualTo("Ã¼");
        assertThat(entries.get(1).get("contactKey").asText()).isEqualTo("ü");
    }
}
