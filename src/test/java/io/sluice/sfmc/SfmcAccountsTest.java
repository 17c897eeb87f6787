package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SfmcAccountsTest {
    @Test
    void without_any_setting_everything_is_off() {
        var accounts = AccountConfig.accounts();
        assertThat(accounts.problems()).isEmpty();
        assertThat(accounts.on("main")).isFalse();
        assertThat(accounts.all()).isEmpty();
    }

    @Test
    void an_account_whose_settings_are_all_empty_may_be_in_mappings_and_is_off() {
        var accounts = AccountConfig.accounts("sfmc.emea.subdomain", "");
        assertThat(accounts.problems()).isEmpty();
        assertThat(accounts.names()).contains("emea");
        assertThat(accounts.on("emea")).isFalse();
        assertThat(accounts.summary()).contains("sfmc account emea: off (nothing is set)");
    }

    @Test
    void the_unnamed_account_is_main_and_others_have_names() {
        var accounts = AccountConfig.accounts(
                "sfmc.subdomain",
                "mcabc",
                "sfmc.client-id",
                "id",
                "sfmc.client-secret",
                "secret",
                "sfmc.eu.subdomain",
                "mceu",
                "sfmc.eu.client-id",
                "id",
                "sfmc.eu.client-secret",
                "secret",
                "sfmc.eu.account-id",
                "7",
                "sfmc.eu.requests-per-second",
                "10",
                "sfmc.eu.rowset-size",
                "5");
        assertThat(accounts.problems()).isEmpty();
        assertThat(accounts.account("main").authUrl())
                .isEqualTo(URI.create("https://mcabc.auth.marketingcloudapis.com"));
        assertThat(accounts.account("main").rowsetSize()).isEqualTo(50);
        assertThat(accounts.account("eu").accountId()).contains("7");
        assertThat(accounts.account("eu").rowsetSize()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mcabc",
                " mcabc ",
                "https://mcabc.auth.marketingcloudapis.com/",
                "https://mcabc.rest.marketingcloudapis.com",
                "mcabc.soap.marketingcloudapis.com/Service.asmx"
            })
    void understands_a_pasted_url(String subdomain) {
        var accounts = AccountConfig.accounts(
                "sfmc.subdomain", subdomain, "sfmc.client-id", "id", "sfmc.client-secret", "secret");
        assertThat(accounts.problems()).isEmpty();
        assertThat(accounts.account("main").authUrl())
                .isEqualTo(URI.create("https://mcabc.auth.marketingcloudapis.com"));
    }

    @Test
    void names_everything_that_is_wrong_at_once() {
        var accounts = AccountConfig.accounts(
                "sfmc.subdomain", "mc.evil/x",
                "sfmc.client-id", "id",
                "sfmc.requests-per-second", "0",
                "sfmc.rowset-size", "51",
                "sfmc.call-timeout", "10m",
                "sfmc.contact-memory", "-1s",
                "sfmc.eu.client-secret", "very-secret",
                "sfmc.eu.rest-url", "http://localhost:8090");
        assertThat(accounts.problems())
                .hasSize(9)
                .noneMatch(problem -> problem.contains("very-secret"))
                .anyMatch(problem -> problem.startsWith("sluice.sfmc.subdomain: may have"))
                .anyMatch(problem -> problem.startsWith("sluice.sfmc.client-secret: is missing"))
                .anyMatch(problem -> problem.startsWith("sluice.sfmc.requests-per-second: is 0"))
                .anyMatch(problem -> problem.startsWith("sluice.sfmc.rowset-size: is 51"))
                .anyMatch(problem -> problem.startsWith("sluice.sfmc.call-timeout: is 10m"))
                .anyMatch(problem -> problem.startsWith("sluice.sfmc.contact-memory: is negative"))
                .anyMatch(problem -> problem.startsWith("sluice.sfmc.eu.subdomain: is missing"))
                .anyMatch(problem -> problem.startsWith("sluice.sfmc.eu.client-id: is missing"))
                .anyMatch(problem -> problem.startsWith("sluice.sfmc.eu.rest-url: points to a host"));
        assertThat(accounts.all()).isEmpty();
    }

    @Test
    void the_summary_shows_no_secret() {
        var accounts = AccountConfig.accounts("sfmc.subdomain", "mcabc", "sfmc.client-secret", "very-secret");
        assertThat(accounts.summary())
                .singleElement()
                .asString()
                .contains("client-secret set", "client-id missing")
                .doesNotContain("very-secret");
    }

    @Test
    void an_account_of_the_retired_token_service_has_its_hosts() {
        var accounts =
                AccountConfig.accounts("sfmc.legacy", "true", "sfmc.client-id", "id", "sfmc.client-secret", "secret");
        assertThat(accounts.problems()).isEmpty();
        assertThat(accounts.account("main").authUrl()).isEqualTo(URI.create("https://auth.exacttargetapis.com"));
        assertThat(accounts.account("main").restUrl()).contains(URI.create("https://www.exacttargetapis.com"));
        assertThat(accounts.summary()).singleElement().asString().contains("legacy, with the retired token service");
    }

    @Test
    void no_subdomain_stops_the_start_and_says_what_a_package_without_one_needs() {
        var accounts = AccountConfig.accounts("sfmc.client-id", "id", "sfmc.client-secret", "secret");
        assertThat(accounts.problems())
                .singleElement()
                .asString()
                .startsWith("sluice.sfmc.subdomain: is missing")
                .contains("legacy=true");
    }

    @Test
    void the_retired_token_service_knows_neither_subdomain_nor_business_unit_nor_scope() {
        var accounts = AccountConfig.accounts(
                "sfmc.legacy", "true",
                "sfmc.subdomain", "mcabc",
                "sfmc.account-id", "7",
                "sfmc.scope", "data_extensions_write",
                "sfmc.client-id", "id",
                "sfmc.client-secret", "secret");
        assertThat(accounts.problems())
                .hasSize(3)
                .allMatch(problem -> problem.contains("means nothing to the retired"));
    }

    @Test
    void legacy_alone_is_half_an_account() {
        assertThat(AccountConfig.accounts("sfmc.legacy", "true").problems())
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("sluice.sfmc.client-id: is missing"))
                .anyMatch(problem -> problem.startsWith("sluice.sfmc.client-secret: is missing"));
    }

    @Test
    void a_stand_in_needs_no_subdomain() {
        var accounts = AccountConfig.accounts(
                "allowed-hosts", "localhost:8090",
                "sfmc.auth-url", "http://localhost:8090/",
                "sfmc.client-id", "id",
                "sfmc.client-secret", "secret");
        assertThat(accounts.problems()).isEmpty();
        assertThat(accounts.account("main").authUrl()).isEqualTo(URI.create("http://localhost:8090"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.rest.marketingcloudapis.com, true",
        "https://A.REST.MarketingCloudApis.com/x, true",
        "https://a.rest.marketingcloudapis.com:443, true",
        "http://a.rest.marketingcloudapis.com, false",
        "https://www.exacttargetapis.com, true",
        "https://exacttargetapis.com.evil.example, false",
        "https://evilexacttargetapis.com, false",
        "https://amarketingcloudapis.com, false",
        "https://a.marketingcloudapis.com.evil.example, false",
        "https://user@a.rest.marketingcloudapis.com, false",
        "http://stand-in, true",
        "https://stand-in:8443, true",
        "http://other:8090, true",
        "http://other:8091, false",
        "http://other, false",
        "ftp://stand-in, false",
    })
    void knows_the_hosts_that_may_see_a_credential(URI uri, boolean allowed) {
        var accounts = AccountConfig.accounts("allowed-hosts", "stand-in, Other:8090");
        assertThat(accounts.hosts().allow(uri)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"1, 1030", "3, 344", "20, 52", "50, 21", "1000, 2"})
    void the_gap_between_calls_keeps_below_the_limit(String requestsPerSecond, long millis) {
        var accounts = AccountConfig.accounts(
                "sfmc.subdomain",
                "mcabc",
                "sfmc.client-id",
                "id",
                "sfmc.client-secret",
                "secret",
                "sfmc.requests-per-second",
                requestsPerSecond);
        assertThat(accounts.account("main").gapMillis()).isEqualTo(millis);
    }

    @Test
    void a_soap_host_is_taken_as_the_list_of_endpoints_spells_it() {
        var accounts = AccountConfig.accounts(
                "sfmc.legacy", "true",
                "sfmc.client-id", "an-id",
                "sfmc.client-secret", "a-secret",
                "sfmc.soap-url", "https://webservice.s4.exacttarget.com/Service.asmx");
        assertThat(accounts.problems()).isEmpty();
        assertThat(accounts.account("main").soapUrl()).contains(URI.create("https://webservice.s4.exacttarget.com"));
    }
}
