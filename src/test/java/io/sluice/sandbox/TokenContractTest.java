package io.sluice.sandbox;

import static io.sluice.sandbox.Caller.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenContractTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.start("--max-tokens", "3");
    private static final String NOT_AUTHORIZED = """
            {"documentation":"https://developer.salesforce.com/docs/atlas.en-us.mc-apis.meta/mc-apis/error-handling.htm",
             "errorcode":0,"message":"Not Authorized"}""";

    private final Caller caller = new Caller(SANDBOX);

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @BeforeEach
    void reset() {
        SANDBOX.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"account_id\":1000001", ",\"account_id\":\"1000001\""})
    void a_token_is_said_to_live_1079_seconds(String account) {
        var answer = caller.post("/v2/token", credentials("sandbox", "sandbox", account));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("expires_in").asInt()).isEqualTo(1079);
        assertThat(answer.json().get("token_type").asText()).isEqualTo("Bearer");
        assertThat(answer.json().get("access_token").asText())
                .hasSizeLessThanOrEqualTo(512)
                .contains(".");
        assertThat(answer.json().get("rest_instance_url").asText()).isEqualTo(SANDBOX.url() + "/");
        assertThat(answer.json().get("soap_instance_url").asText()).isEqualTo(SANDBOX.url() + "/");
    }

    @Test
    void a_form_is_taken_too() {
        var form = "grant_type=client_credentials&client_id=sandbox&client_secret=sandbox&account_id=1000001";

        var answer =
                caller.send("POST", "/v2/token", BodyPublishers.ofString(form), "application/x-www-form-urlencoded");

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void a_wrong_client_id_is_told() {
        var answer = caller.post("/v2/token", credentials("other", "sandbox", ""));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json()).isEqualTo(tree("""
                                {"error":"invalid_client","error_description":"Invalid client ID. Use the client ID in Marketing Cloud Installed Packages.","error_uri":"https://developer.salesforce.com/docs"}"""));
    }

    @Test
    void a_wrong_secret_is_told() {
        var answer = caller.post("/v2/token", credentials("sandbox", "wrong", ""));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json()).isEqualTo(tree("""
                                {"error":"invalid_client","error_description":"Client authentication failed. Make sure that the client ID and client secret are valid and that the package is installed and enabled.","error_uri":"https://developer.salesforce.com/docs"}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|unsupported_grant_type",
                "nonsense|unsupported_grant_type",
                "{\"grant_type\":\"password\"}|unsupported_grant_type",
                "{\"grant_type\":\"client_credentials\",\"client_id\":\"sandbox\",\"client_secret\":\"sandbox\",\"account_id\":7}|invalid_request",
                "{\"grant_type\":\"client_credentials\",\"client_id\":\"sandbox\",\"client_secret\":\"sandbox\",\"scope\":\"email_send\"}|invalid_scope"
            })
    void other_mistakes_are_400(String body, String error) {
        var answer = caller.post("/v2/token", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error").asText()).isEqualTo(error);
    }

    @Test
    void without_a_token_nothing_is_answered() {
        for (var path : new String[] {"/data/v1/customobjects?$search=_", "/no/such/thing"}) {
            var answer = caller.get(path);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json()).isEqualTo(tree(NOT_AUTHORIZED));
        }
        assertThat(caller.withToken("made-up").get("/no/such/thing").status()).isEqualTo(401);
    }

    @Test
    void an_unknown_path_is_404() {
        var answer = caller.signedIn().get("/no/such/thing");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json()).isEqualTo(tree("""
                                {"documentation":"https://developer.salesforce.com/docs/atlas.en-us.mc-apis.meta/mc-apis/error-handling.htm","errorcode":404,"message":"Not Found"}"""));
    }

    @Test
    void a_token_is_honoured_for_1200_seconds() {
        caller.signedIn();

        SANDBOX.tell("/sandbox/clock?advance=PT1190S", "");
        assertThat(caller.get("/data/v1/customobjects?$search=_").status()).isEqualTo(200);

        SANDBOX.tell("/sandbox/clock?advance=PT11S", "");
        assertThat(caller.get("/data/v1/customobjects?$search=_").status()).isEqualTo(401);
    }

    @Test
    void the_retired_service_gives_a_token_for_an_hour() {
        var answer = caller.post("/v1/requestToken", "{\"clientId\":\"sandbox\",\"clientSecret\":\"sandbox\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("expiresIn").asInt()).isEqualTo(3600);
        var signedIn = caller.withToken(answer.json().get("accessToken").asText());
        SANDBOX.tell("/sandbox/clock?advance=PT3590S", "");
        assertThat(signedIn.get("/data/v1/customobjects?$search=_").status()).isEqualTo(200);
        SANDBOX.tell("/sandbox/clock?advance=PT11S", "");
        assertThat(signedIn.get("/data/v1/customobjects?$search=_").status()).isEqualTo(401);
    }

    @Test
    void the_retired_service_refuses_wrong_credentials_and_counts_as_a_token_request() {
        var answer = caller.post("/v1/requestToken", "{\"clientId\":\"sandbox\",\"clientSecret\":\"wrong\"}");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(SANDBOX.look("/sandbox/stats").at("/tokens/requested").asInt())
                .isEqualTo(1);
    }

    @Test
    void revoked_tokens_are_refused() {
        caller.signedIn();

        SANDBOX.tell("/sandbox/tokens/revoke", "");

        var answer = caller.get("/data/v1/customobjects?$search=_");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json()).isEqualTo(tree(NOT_AUTHORIZED));
    }

    @Test
    void a_token_without_the_scope_is_403() {
        var token = caller.post("/v2/token", credentials("sandbox", "sandbox", ",\"scope\":\"journeys_execute\""))
                .json()
                .get("access_token")
                .asText();

        var answer = caller.withToken(token).get("/data/v1/customobjects?$search=_");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().get("message").asText()).isEqualTo("Insufficient Privileges");
    }

    @Test
    void an_empty_scope_gives_a_token_that_may_nothing() {
        var token = caller.post("/v2/token", credentials("sandbox", "sandbox", ",\"scope\":\"\""))
                .json()
                .get("access_token")
                .asText();

        assertThat(caller.withToken(token)
                        .get("/data/v1/customobjects?$search=_")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void too_many_token_requests_are_blocked_until_twenty_minutes_have_passed() {
        for (int i = 0; i < 3; i++) {
            assertThat(caller.post("/v2/token", credentials("sandbox", "sandbox", ""))
                            .status())
                    .isEqualTo(200);
        }

        var blocked = caller.post("/v2/token", credentials("sandbox", "sandbox", ""));
        assertThat(blocked.status()).isEqualTo(429);
        assertThat(blocked.json()).isEqualTo(tree("""
                                {"message":"Your requests are temporarily blocked.","errorcode":50200,"documentation":"https://developer.salesforce.com/docs/atlas.en-us.mc-apis.meta/mc-apis/error-handling.htm"}"""));
        var tokens = SANDBOX.look("/sandbox/stats").get("tokens");
        assertThat(tokens).isEqualTo(tree("{\"requested\":4,\"issued\":3,\"live\":3}"));

        SANDBOX.tell("/sandbox/clock?advance=PT20M", "");
        assertThat(caller.post("/v2/token", credentials("sandbox", "sandbox", ""))
                        .status())
                .isEqualTo(200);
    }

    private static String credentials(String id, String secret, String more) {
        return "{\"grant_type\":\"client_credentials\",\"client_id\":\"%s\",\"client_secret\":\"%s\"%s}"
                .formatted(id, secret, more);
    }
}
