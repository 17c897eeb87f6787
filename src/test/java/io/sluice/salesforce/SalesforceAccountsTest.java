package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesforceAccountsTest {
    @Test
    void without_any_setting_everything_is_off() {
        var accounts = AccountConfig.accounts();
        assertThat(accounts.problems()).isEmpty();
        assertThat(accounts.on("main")).isFalse();
        assertThat(accounts.all()).isEmpty();
    }

    @Test
    void an_account_whose_settings_are_all_empty_is_off() {
        var accounts = AccountConfig.accounts("salesforce.emea.username", "");
        assertThat(accounts.problems()).isEmpty();
        assertThat(accounts.names()).contains("emea");
        assertThat(accounts.on("emea")).isFalse();
        assertThat(accounts.summary()).contains("salesforce account emea: off (nothing is set)");
    }

    @Test
    void user_name_password_and_security_token_are_enough_and_log_in_by_soap() {
        var accounts = AccountConfig.accounts(
                "salesforce.username", "ann@example.com",
                "salesforce.password", "p ",
                "salesforce.security-token", "TOKEN");
        assertThat(accounts.problems()).isEmpty();
        var main = accounts.account("main");
        assertThat(main.auth()).isEqualTo(LoginFlow.SOAP);
        assertThat(main.loginUrl()).isEqualTo(URI.create("https://login.salesforce.com"));
        assertThat(main.credentials().passwordAndToken()).isEqualTo("p TOKEN");
        assertThat(main.gapMillis()).isEqualTo(103);
        assertThat(main.concurrentRequests()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client-id,client-secret | CLIENT_CREDENTIALS",
                "client-id,client-secret,refresh-token | REFRESH_TOKEN",
                "client-id,refresh-token | REFRESH_TOKEN",
                "client-id,client-secret,username,password | PASSWORD",
                "client-id,client-secret,username,password,security-token | PASSWORD",
                "username,password | SOAP",
            })
    void the_settings_say_how_to_log_in(String settings, LoginFlow flow) {
        var names = settings.split(",");
        var given = new String[2 * names.length + 2];
        given[0] = "salesforce.login-url";
        given[1] = "https://acme.my.salesforce.com/";
        for (var i = 0; i < names.length; i++) {
            given[2 * i + 2] = "salesforce." + names[i];
            given[2 * i + 3] = "x";
        }
        var accounts = AccountConfig.accounts(given);
        assertThat(accounts.problems()).isEmpty();
        assertThat(accounts.account("main").auth()).isEqualTo(flow);
        assertThat(accounts.account("main").loginUrl()).isEqualTo(URI.create("https://acme.my.salesforce.com"));
    }

    @Test
    void a_key_may_be_text_or_a_file(@TempDir Path directory) throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var key = generator.generateKeyPair().getPrivate();
        var pem = "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        var file = Files.writeString(directory.resolve("key.pem"), pem);
        for (var given : new String[] {pem, pem.replace("\n", " "), file.toString()}) {
            var accounts = AccountConfig.accounts(
                    "salesforce.client-id", "id", "salesforce.username", "ann", "salesforce.private-key", given);
            assertThat(accounts.problems()).isEmpty();
            assertThat(accounts.account("main").auth()).isEqualTo(LoginFlow.JWT);
            assertThat(accounts.account("main").credentials().privateKey()).contains(key);
        }
    }

    @Test
    void a_sandbox_logs_in_at_test_and_a_production_login_for_it_is_noticed() {
        var accounts = AccountConfig.accounts(
                "salesforce.sandbox", "true", "salesforce.username", "ann", "salesforce.password", "p");
        assertThat(accounts.account("main").loginUrl()).isEqualTo(URI.create("https://test.salesforce.com"));
        assertThat(AccountConfig.accounts(
                                "salesforce.sandbox", "true",
                                "salesforce.login-url", "production",
                                "salesforce.username", "ann",
                                "salesforce.password", "p")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("sluice.salesforce.sandbox: is true, but login-url is not a sandbox's");
        assertThat(AccountConfig.accounts(
                                "salesforce.sandbox", "true",
                                "salesforce.login-url", "https://acme--uat.sandbox.my.salesforce.com",
                                "salesforce.username", "ann",
                                "salesforce.password", "p")
                        .problems())
                .isEmpty();
    }

    @Test
    void client_credentials_need_my_domain() {
        assertThat(AccountConfig.accounts("salesforce.client-id", "id", "salesforce.client-secret", "secret")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("sluice.salesforce.login-url: must be the org's My Domain");
    }

    @Test
    void names_everything_that_is_wrong_at_once() {
        var accounts = AccountConfig.accounts(
                "salesforce.auth", "password",
                "salesforce.username", "ann@example.com",
                "salesforce.password", "very-secret",
                "salesforce.login-url", "https://salesforce.com.evil.example",
                "salesforce.api-version", "v60",
                "salesforce.requests-per-second", "0",
                "salesforce.concurrent-requests", "26",
                "salesforce.call-timeout", "11m",
                "salesforce.daily-api-budget", "101%",
                "salesforce.daily-api-reserve", "some",
                "salesforce.emea.private-key", "/nowhere/very-secret.pem");
        assertThat(accounts.problems())
                .noneMatch(problem -> problem.contains("very-secret"))
                .anyMatch(problem -> problem.startsWith("sluice.salesforce.client-id: is missing"))
                .anyMatch(problem -> problem.startsWith("sluice.salesforce.client-secret: is missing"))
                .anyMatch(problem -> problem.startsWith("sluice.salesforce.login-url: points to a host"))
                .anyMatch(problem -> problem.startsWith("sluice.salesforce.api-version: is 'v60'"))
                .anyMatch(problem -> problem.startsWith("sluice.salesforce.requests-per-second: is 0"))
                .anyMatch(problem -> problem.startsWith("sluice.salesforce.concurrent-requests: is 26"))
                .anyMatch(problem -> problem.startsWith("sluice.salesforce.call-timeout: is 11m"))
                .anyMatch(problem -> problem.startsWith("sluice.salesforce.daily-api-budget: is '101%'"))
                .anyMatch(problem -> problem.startsWith("sluice.salesforce.daily-api-reserve: is 'some'"))
                .anyMatch(problem -> problem.startsWith("sluice.salesforce.emea.client-id: is missing"))
                .anyMatch(problem -> problem.startsWith("sluice.salesforce.emea.username: is missing"))
                .anyMatch(problem -> problem.startsWith("sluice.salesforce.emea.private-key: is neither"))
                .hasSize(12);
        assertThat(accounts.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"80%, 100%", "0%, 10%", "0, 0", "500, 500", "500, 100%"})
    void a_reserve_that_leaves_nothing_is_noticed(String budget, String reserve) {
        assertThat(withBudget(budget, reserve).problems())
                .singleElement()
                .asString()
                .startsWith("sluice.salesforce.daily-api-reserve: is " + allowance(reserve));
    }

    @ParameterizedTest
    @CsvSource({"80%, 10%", "5%, 10%", "500, 10%", "500, 499", "80%, 100000", "100%, 0"})
    void a_reserve_may_be_a_number_or_a_share_of_the_budget(String budget, String reserve) {
        assertThat(withBudget(budget, reserve).problems()).isEmpty();
    }

    private static String allowance(String text) {
        return Allowance.of(text).orElseThrow().toString();
    }

    private static SalesforceAccounts withBudget(String budget, String reserve) {
        return AccountConfig.accounts(
                "salesforce.username",
                "ann",
                "salesforce.password",
                "p",
                "salesforce.daily-api-budget",
                budget,
                "salesforce.daily-api-reserve",
                reserve);
    }

    @Test
    void the_summary_shows_no_secret() {
        var accounts = AccountConfig.accounts(
                "salesforce.username", "ann@example.com", "salesforce.security-token", "very-secret");
        assertThat(accounts.summary())
                .singleElement()
                .asString()
                .contains("by soap", "username set", "password missing", "security-token set")
                .doesNotContain("very-secret");
    }

    @ParameterizedTest
    @CsvSource({
        "https://acme.my.salesforce.com, true",
        "https://ap15.salesforce.com/, true",
        "https://ACME--uat.sandbox.MY.Salesforce.com:443, true",
        "http://acme.my.salesforce.com, false",
        "https://acme.my.salesforce.com:8443, false",
        "https://salesforce.com.evil.example, false",
        "https://evilsalesforce.com, false",
        "https://evil.example/a.salesforce.com, false",
        "https://user@acme.my.salesforce.com, false",
        "http://stand-in, true",
        "http://other:8090, true",
        "http://other:8091, false",
    })
    void knows_the_hosts_that_may_see_a_token(URI uri, boolean allowed) {
        var accounts = AccountConfig.accounts("allowed-hosts", "stand-in, Other:8090");
        assertThat(accounts.hosts().allow(uri)).isEqualTo(allowed);
    }
}
