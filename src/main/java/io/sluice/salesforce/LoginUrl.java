package io.sluice.salesforce;

import static io.sluice.delivery.AccountSettings.given;

import io.sluice.delivery.AccountSettings;
import io.sluice.delivery.AllowedHosts;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Where an org is logged in to. */
final class LoginUrl {
    private static final URI PRODUCTION = URI.create("https://login.salesforce.com");
    private static final URI TEST = URI.create("https://test.salesforce.com");
    private static final String SETTING = "login-url";

    private final SalesforceConfig.Account config;
    private final AccountSettings settings;
    private final AllowedHosts hosts;

    LoginUrl(SalesforceConfig.Account config, AccountSettings settings, AllowedHosts hosts) {
        this.config = config;
        this.settings = settings;
        this.hosts = hosts;
    }

    /** Empty when there is something wrong with it. */
    Optional<URI> read(LoginFlow flow) {
        var given = given(config.loginUrl()).map(text -> text.toLowerCase(Locale.ROOT));
        var url = given.isEmpty()
                ? Optional.of(config.sandbox() ? TEST : PRODUCTION)
                : switch (given.get()) {
                    case "production" -> Optional.of(PRODUCTION);
                    case "test" -> Optional.of(TEST);
                    default -> settings.url(SETTING, config.loginUrl(), hosts);
                };
        url.filter(hosts::isSalesforce).ifPresent(found -> check(found, flow));
        return url;
    }

    /** For the summary. */
    String words() {
        return given(config.loginUrl()).orElse(config.sandbox() ? "test" : "production");
    }

    private void check(URI url, LoginFlow flow) {
        if (url.getHost().contains(".lightning.")) {
            settings.problem(SETTING, "is a page of the org; write its My Domain, https://<name>.my.salesforce.com");
        }
        if (config.sandbox() && !isSandbox(url)) {
            settings.problem("sandbox", "is true, but login-url is not a sandbox's; remove one of them");
        }
        if (flow == LoginFlow.CLIENT_CREDENTIALS && (url.equals(PRODUCTION) || url.equals(TEST))) {
            settings.problem(
                    SETTING,
                    "must be the org's My Domain (https://<name>.my.salesforce.com): Salesforce takes client credentials"
                            + " nowhere else");
        }
    }

    /** The audience of a JWT: the login of the kind of org, or a stand-in itself. */
    static String audience(SalesforceAccount account, AllowedHosts hosts) {
        if (!hosts.isSalesforce(account.loginUrl())) {
            return account.loginUrl().toString();
        }
        return (isSandbox(account.loginUrl()) ? TEST : PRODUCTION).toString();
    }

    private static boolean isSandbox(URI url) {
        return url.equals(TEST) || url.getHost().contains(".sandbox.");
    }
}
