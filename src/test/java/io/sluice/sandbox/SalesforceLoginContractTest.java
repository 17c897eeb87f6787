package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceLoginContractTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.start();
    private static final String ID = "client_id=sandbox&client_secret=sandbox";
    private static final String JWT = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=";

    private final Crm crm = new Crm(SANDBOX);

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @BeforeEach
    void reset() {
        SANDBOX.reset();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_type=client_credentials&" + ID,
                "grant_type=password&username=Sandbox%40example.com&password=sandboxtoken&" + ID,
                "grant_type=refresh_token&refresh_token=refresh&" + ID,
                "grant_type=refresh_token&refresh_token=refresh&client_id=sandbox"
            })
    void a_login_says_where_the_org_is_and_not_how_long_it_lasts(String form) {
        var answer = crm.token(form);

        assertThat(answer.status()).isEqualTo(200);
        var json = answer.json();
        assertThat(json.get("access_token").asText()).startsWith("00D").contains("!AQ");
        assertThat(json.get("instance_url").asText()).isEqualTo(SANDBOX.url().toString());
        assertThat(json.get("id").asText()).matches("http://.*/id/00D\\w{15}/005\\w{15}");
        assertThat(json.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(json.get("issued_at").isTextual()).isTrue();
        assertThat(json.has("expires_in")).isFalse();
        crm.caller().withToken(json.get("access_token").asText());
        assertThat(crm.get("/limits").status()).isEqualTo(200);
    }

    @Test
    void client_credentials_may_come_as_basic_authentication() {
        var basic = Base64.getEncoder().encodeToString("sandbox:sandbox".getBytes(StandardCharsets.UTF_8));

        assertThat(crm.token("grant_type=client_credentials", "Authorization", "Basic " + basic)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grant_type=client_credentials&client_id=x&client_secret=sandbox|invalid_client_id|client identifier invalid",
                "grant_type=client_credentials&client_id=sandbox&client_secret=x|invalid_client|invalid client credentials",
                "grant_type=password&username=sandbox@example.com&password=sandbox&" + ID
                        + "|invalid_grant|authentication failure",
                "grant_type=password&username=x&password=sandboxtoken&" + ID + "|invalid_grant|authentication failure",
                "grant_type=refresh_token&refresh_token=x&" + ID + "|invalid_grant|expired access/refresh token",
                "grant_type=device&" + ID + "|unsupported_grant_type|grant type not supported"
            })
    void a_refused_login_says_why(String form, String error, String description) {
        var answer = crm.token(form);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error").asText()).isEqualTo(error);
        assertThat(answer.json().get("error_description").asText()).isEqualTo(description);
    }

    @ParameterizedTest
    @CsvSource({
        "myDomain,request not supported on this domain",
        "clientCredentialsUser,no client credentials user enabled"
    })
    void client_credentials_need_an_own_domain_and_a_user(String setting, String description) {
        crm.control("settings", "{\"" + setting + "\":false}");

        assertThat(crm.token("grant_type=client_credentials&" + ID)
                        .json()
                        .get("error_description")
                        .asText())
                .isEqualTo(description);
    }

    @Test
    void an_org_may_forbid_passwords() {
        crm.control("settings", "{\"passwordFlow\":false}");

        assertThat(crm.token("grant_type=password&username=sandbox@example.com&password=sandboxtoken&" + ID)
                        .json()
                        .get("error_description")
                        .asText())
                .isEqualTo("authentication failure");
    }

    @Test
    void an_assertion_is_checked() throws Exception {
        var keys = keys();
        crm.control("public-key", pem(keys));
        var soon = Instant.now().plusSeconds(120).getEpochSecond();

        assertThat(crm.token(JWT + assertion(keys, "https://login.salesforce.com", "sandbox@example.com", soon))
                        .status())
                .isEqualTo(200);
        assertThat(crm.token(JWT + assertion(keys, SANDBOX.url().toString(), "sandbox@example.com", soon))
                        .status())
                .isEqualTo(200);
        assertThat(refusal(assertion(keys, "https://test.salesforce.com", "sandbox@example.com", soon)))
                .isEqualTo("audience is invalid");
        assertThat(refusal(assertion(keys, "https://login.salesforce.com", "other@example.com", soon)))
                .isEqualTo("user hasn't approved this consumer");
        assertThat(refusal(assertion(keys, "https://login.salesforce.com", "sandbox@example.com", soon - 240)))
                .isEqualTo("expired authorization code");
        assertThat(refusal(assertion(keys(), "https://login.salesforce.com", "sandbox@example.com", soon)))
                .isEqualTo("invalid assertion");
        assertThat(refusal("a.b")).isEqualTo("invalid assertion");
    }

    @Test
    void an_app_that_is_not_approved_cannot_log_in_by_assertion() throws Exception {
        var keys = keys();
        crm.control("public-key", pem(keys));
        crm.control("settings", "{\"approved\":false}");
        var soon = Instant.now().plusSeconds(120).getEpochSecond();

        assertThat(refusal(assertion(keys, "https://login.salesforce.com", "sandbox@example.com", soon)))
                .isEqualTo("user hasn't approved this consumer");
    }

    private String refusal(String assertion) {
        return crm.token(JWT + assertion).json().get("error_description").asText();
    }

    private static KeyPair keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair keys) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static String assertion(KeyPair keys, String audience, String user, long expires)
            throws GeneralSecurityException {
        var signed = encoded("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoded("{\"iss\":\"sandbox\",\"sub\":\"%s\",\"aud\":\"%s\",\"exp\":%d}"
                        .formatted(user, audience, expires)
                        .getBytes(StandardCharsets.UTF_8));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + encoded(signature.sign());
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void a_soap_login_says_where_the_org_is() {
        var answer = soap("60.0", "sandbox@example.com", "sandboxtoken");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/xml;charset=UTF-8");
        assertThat(answer.text())
                .contains(
                        "<serverUrl>" + SANDBOX.url() + "/services/Soap/u/60.0/00D",
                        "<passwordExpired>false</passwordExpired>",
                        "<sessionSecondsValid>7200</sessionSecondsValid>");
        crm.caller().withToken(between(answer.text(), "<sessionId>", "</sessionId>"));
        assertThat(crm.get("/limits").status()).isEqualTo(200);
    }

    @Test
    void a_wrong_soap_login_is_a_fault() {
        var answer = soap("60.0", "sandbox@example.com", "sandbox");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text())
                .contains(
                        "<faultcode>sf:INVALID_LOGIN</faultcode>",
                        "<faultstring>INVALID_LOGIN: Invalid username, password, security token; or user locked out."
                                + "</faultstring>",
                        "<sf:exceptionCode>INVALID_LOGIN</sf:exceptionCode>");
    }

    @Test
    void a_soap_login_says_that_the_password_has_expired() {
        crm.control("settings", "{\"passwordExpired\":true}");

        assertThat(soap("60.0", "sandbox@example.com", "sandboxtoken").text())
                .contains("<passwordExpired>true</passwordExpired>");
    }

    @Test
    void a_user_who_is_locked_out_cannot_log_in() {
        crm.control("settings", "{\"lockedOut\":true}");

        assertThat(soap("60.0", "sandbox@example.com", "sandboxtoken").text()).contains("sf:INVALID_LOGIN");
        assertThat(crm.token("grant_type=password&username=sandbox@example.com&password=sandboxtoken&" + ID)
                        .json()
                        .get("error_description")
                        .asText())
                .isEqualTo("authentication failure");
    }

    @Test
    void version_65_has_no_soap_login() {
        var answer = soap("65.0", "sandbox@example.com", "sandboxtoken");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("<faultcode>sf:UNSUPPORTED_API_VERSION</faultcode>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<a", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "<a/>"})
    void what_is_no_soap_request_is_a_fault(String xml) {
        var answer = crm.caller().send("POST", "/services/Soap/u/60.0", BodyPublishers.ofString(xml), "text/xml");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("<faultcode>soapenv:Client</faultcode>");
    }

    private Caller.Answer soap(String version, String user, String password) {
        var body = """
                <env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body>
                <login xmlns="urn:partner.soap.sforce.com"><username>%s</username><password>%s</password></login>
                </env:Body></env:Envelope>""".formatted(user, password);
        return crm.caller()
                .send(
                        "POST",
                        "/services/Soap/u/" + version,
                        BodyPublishers.ofString(body),
                        "text/xml",
                        "SOAPAction",
                        "login");
    }

    private static String between(String text, String begin, String end) {
        return text.substring(text.indexOf(begin) + begin.length(), text.indexOf(end));
    }

    @Test
    void a_session_ends_when_it_is_revoked_expired_or_two_hours_idle() {
        var token = crm.loggedIn().caller().authorization().substring("Bearer ".length());
        assertThat(crm.caller().get("/services/oauth2/revoke?token=" + token).status())
                .isEqualTo(200);
        expectInvalidSession();

        crm.loggedIn();
        crm.control("sessions/expire", "");
        expectInvalidSession();

        crm.loggedIn();
        SANDBOX.tell("/sandbox/clock?advance=PT119M", "");
        assertThat(crm.get("/limits").status()).isEqualTo(200);
        SANDBOX.tell("/sandbox/clock?advance=PT121M", "");
        expectInvalidSession();
    }

    private void expectInvalidSession() {
        var answer = crm.get("/limits");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text())
                .isEqualTo("[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]");
    }

    @Test
    void another_kind_of_authorization_is_refused() {
        var answer = crm.caller()
                .withToken(null)
                .send(
                        "GET",
                        Crm.DATA + "/limits",
                        BodyPublishers.noBody(),
                        "application/json",
                        "Authorization",
                        "Basic abc");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text())
                .isEqualTo("[{\"message\":\"INVALID_HEADER_TYPE\",\"errorCode\":\"INVALID_AUTH_HEADER\"}]");
    }

    @Test
    void the_secrets_of_a_login_are_not_logged() {
        try (var logging = SandboxProcess.start("--log-bodies")) {
            new Crm(logging).loggedIn().get("/limits");

            assertThat(logging.look("/sandbox/requests").toString()).doesNotContain("client_secret");
        }
    }
}
