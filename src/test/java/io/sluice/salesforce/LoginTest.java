package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final SalesforceAccounts oauth = AccountConfig.accounts(
            "salesforce.login-url", "https://acme.my.salesforce.com",
            "salesforce.client-id", "an-id",
            "salesforce.client-secret", "a-secret");
    private final SalesforceAccounts soap = AccountConfig.accounts(
            "salesforce.username", "ann@example.com",
            "salesforce.password", "p",
            "salesforce.security-token", "TOKEN");

    @Test
    void client_credentials() {
        assertThat(question(oauth))
                .extracting(Login.Question::url, Login.Question::contentType, Login.Question::body)
                .containsExactly(
                        "https://acme.my.salesforce.com/services/oauth2/token",
                        "application/x-www-form-urlencoded",
                        "grant_type=client_credentials&client_id=an-id&client_secret=a-secret");
    }

    @Test
    void a_password_goes_with_the_security_token_behind_it() {
        var accounts = AccountConfig.accounts(
                "salesforce.client-id", "an-id",
                "salesforce.client-secret", "a-secret",
                "salesforce.username", "ann+x@example.com",
                "salesforce.password", "p&=ä",
                "salesforce.security-token", "TOKEN");
        assertThat(question(accounts).body())
                .isEqualTo("grant_type=password&username=ann%2Bx%40example.com&password=p%26%3D%C3%A4TOKEN"
                        + "&client_id=an-id&client_secret=a-secret");
    }

    @Test
    void a_refresh_token_needs_no_secret() {
        var accounts = AccountConfig.accounts("salesforce.client-id", "an-id", "salesforce.refresh-token", "5Aep!");
        assertThat(question(accounts).body())
                .isEqualTo("grant_type=refresh_token&refresh_token=5Aep%21&client_id=an-id");
    }

    @Test
    void a_jwt_is_signed_with_the_key_of_the_app() throws Exception {
        var keys = keys();
        var accounts = AccountConfig.accounts(
                "salesforce.sandbox", "true",
                "salesforce.client-id", "an-id",
                "salesforce.username", "ann@example.com",
                "salesforce.private-key", pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        var body = question(accounts).body();
        assertThat(body).startsWith("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=");
        var parts = body.substring(body.indexOf("assertion=") + 10).split("\\.");
        assertThat(decoded(parts[0])).isEqualTo("{\"alg\":\"RS256\"}");
        assertThat(new ObjectMapper().readTree(decoded(parts[1])).toString())
                .isEqualTo(
                        "{\"iss\":\"an-id\",\"sub\":\"ann@example.com\",\"aud\":\"https://test.salesforce.com\",\"exp\":%d}"
                                .formatted(NOON.getEpochSecond() + 180));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keys.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @Test
    void a_key_may_be_in_the_form_that_older_openssl_writes() throws Exception {
        var key = keys().getPrivate();
        // PKCS #8 holds the PKCS #1 key behind 26 bytes, where the modulus has 2048 bits.
        var pkcs8 = key.getEncoded();
        var pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        assertThat(PemKey.read(pem("RSA PRIVATE KEY", pkcs1))).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-----BEGIN ENCRYPTED PRIVATE KEY-----x-----END ENCRYPTED PRIVATE KEY----- | has a passphrase",
                "-----BEGIN CERTIFICATE-----x-----END CERTIFICATE----- | has no '-----BEGIN PRIVATE KEY-----'",
                "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY----- | is not an RSA key",
                "/nowhere/key.pem | is neither a key in PEM nor a file that can be read",
            })
    void says_what_is_wrong_with_a_key(String text, String message) {
        assertThat(catchThrowableOfType(() -> PemKey.read(text), PemKey.Unreadable.class))
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({"64.0, 64.0", "60.0, 60.0", "67.0, 64.0"})
    void soap_has_a_login_no_later_than_version_64(String version, String called) {
        var accounts = AccountConfig.accounts(
                "salesforce.username", "ann", "salesforce.password", "p", "salesforce.api-version", version);
        assertThat(question(accounts).url()).isEqualTo("https://login.salesforce.com/services/Soap/u/" + called);
    }

    @Test
    void reads_the_session_and_where_its_calls_go() throws Exception {
        assertThat(read(oauth, 200, token("https://ap15.salesforce.com/")))
                .isEqualTo(new Session("00D!x", URI.create("https://ap15.salesforce.com")));
        assertThat(read(soap, 200, SoapAnswers.session("00D!x", "https://ap15.salesforce.com")))
                .isEqualTo(new Session("00D!x", URI.create("https://ap15.salesforce.com")));
    }

    @Test
    void gives_no_token_to_a_host_that_is_not_salesforces() {
        for (var url :
                new String[] {"https://ap15.salesforce.com.evil.example", "http://ap15.salesforce.com", "x y", ""}) {
            assertThat(refused(oauth, 200, token(url))).isEqualTo(Reason.HOST_NOT_ALLOWED);
            assertThat(refused(soap, 200, SoapAnswers.session("00D!x", url))).isEqualTo(Reason.HOST_NOT_ALLOWED);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invalid_grant | authentication failure | LOGIN_REFUSED",
                "invalid_grant | user hasn't approved this consumer | APP_NOT_APPROVED",
                "invalid_grant | no client credentials user enabled | APP_NOT_APPROVED",
                "invalid_grant | expired access/refresh token | LOGIN_REFUSED",
                "invalid_grant | request not supported on this domain | LOGIN_REFUSED",
                "invalid_grant | token request is already being processed | UNAVAILABLE",
                "invalid_grant | login rate exceeded | THROTTLED",
                "invalid_client_id | client identifier invalid | LOGIN_REFUSED",
                "invalid_client | invalid client credentials | LOGIN_REFUSED",
                "unsupported_grant_type | grant type not supported | APP_NOT_APPROVED",
                "inactive_user | user is inactive | USER_LOCKED_OUT",
                "inactive_org | org is locked | USER_LOCKED_OUT",
                "rate_limit_exceeded | x | THROTTLED",
                "invalid_request | x | LOGIN_REFUSED",
                "server_error | x | UNAVAILABLE",
            })
    void knows_what_oauth_refuses(String error, String description, Reason reason) {
        var body = "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description);
        assertThat(refused(oauth, 400, body)).isEqualTo(reason);
        assertThat(refused(oauth, 401, body)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_LOGIN, LOGIN_REFUSED",
        "LOGIN_MUST_USE_SECURITY_TOKEN, LOGIN_REFUSED",
        "PASSWORD_LOCKOUT, USER_LOCKED_OUT",
        "ORG_LOCKED, USER_LOCKED_OUT",
        "API_DISABLED_FOR_ORG, API_DISABLED",
        "UNSUPPORTED_API_VERSION, API_DISABLED",
        "SERVER_UNAVAILABLE, UNAVAILABLE",
        "INVALID_OPERATION_WITH_EXPIRED_PASSWORD, PASSWORD_EXPIRED",
        "SOMETHING_NEW, LOGIN_REFUSED",
    })
    void knows_what_soap_refuses(String code, Reason reason) {
        assertThat(refused(soap, 500, SoapAnswers.fault(code))).isEqualTo(reason);
    }

    @Test
    void a_password_that_has_expired_is_known_before_the_first_call() {
        var body = SoapAnswers.session("00D!x", "https://ap15.salesforce.com", true);
        assertThat(refused(soap, 200, body)).isEqualTo(Reason.PASSWORD_EXPIRED);
    }

    @ParameterizedTest
    @CsvSource({
        "503, UNAVAILABLE",
        "500, UNAVAILABLE",
        "420, UNAVAILABLE",
        "403, LOGIN_REFUSED",
        "404, ANSWER_NOT_UNDERSTOOD",
        "302, ANSWER_NOT_UNDERSTOOD",
        "200, ANSWER_NOT_UNDERSTOOD"
    })
    void knows_what_an_answer_without_a_session_means(int status, Reason reason) {
        assertThat(refused(oauth, status, "<html>")).isEqualTo(reason);
        assertThat(refused(soap, status, "<html>")).isEqualTo(reason);
    }

    @Test
    void what_is_logged_has_no_credential() {
        assertThat(question(soap).toString()).doesNotContain("ann@example.com", "TOKEN");
        assertThat(oauth.account("main").toString()).doesNotContain("a-secret");
        assertThat(oauth.account("main").credentials().toString()).doesNotContain("a-secret");
        assertThat(new Session("00D!x", URI.create("https://a.salesforce.com")).toString())
                .doesNotContain("00D!x");
    }

    private static Login.Question question(SalesforceAccounts accounts) {
        return Login.question(accounts.account("main"), accounts.hosts(), NOON);
    }

    private static Session read(SalesforceAccounts accounts, int status, String body) throws Login.Refused {
        return Login.read(new Answer.Http(status, Optional.empty(), body), accounts.account("main"), accounts.hosts());
    }

    private static Reason refused(SalesforceAccounts accounts, int status, String body) {
        return catchThrowableOfType(() -> read(accounts, status, body), Login.Refused.class)
                .failure()
                .reason();
    }

    private static String token(String instanceUrl) {
        return "{\"access_token\":\"00D!x\",\"instance_url\":\"%s\",\"token_type\":\"Bearer\"}".formatted(instanceUrl);
    }

    private static KeyPair keys() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
