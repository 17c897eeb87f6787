package io.sluice.salesforce;

import io.sluice.delivery.AccountSettings;
import io.sluice.delivery.TrueOrFalse;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The Salesforce orgs as they are configured; {@link SalesforceAccounts} checks them. */
@ConfigMapping(prefix = "sluice.salesforce")
public interface SalesforceConfig {
    /** By name; what is set directly under {@code sluice.salesforce} is the account {@code main}. */
    @WithParentName
    @WithUnnamedKey(AccountSettings.MAIN)
    Map<String, Account> accounts();

    interface Account {
        /**
         * Where to log in: {@code production}, {@code test}, or the URL of the org's My Domain
         * ({@code https://<name>.my.salesforce.com}). {@code production} unless set, or {@code test} with {@code sandbox}.
         */
        Optional<String> loginUrl();

        /** Whether the org is a sandbox. {@code false} unless set. */
        @WithDefault("false")
        @WithConverter(TrueOrFalse.class)
        boolean sandbox();

        /**
         * How to log in: {@code client-credentials}, {@code jwt}, {@code refresh-token}, {@code password} or {@code soap}.
         * Without it, the one that the settings below are for: {@code soap} where there are only user name, password and
         * security token.
         */
        Optional<LoginFlow> auth();

        /** The consumer key of the app. */
        Optional<String> clientId();

        /** The consumer secret of the app; a secret. */
        Optional<String> clientSecret();

        /** Of the integration user. */
        Optional<String> username();

        /** Of the integration user; a secret. */
        Optional<String> password();

        /** Of the integration user, mailed with each new password; a secret. Not needed where its addresses are trusted. */
        Optional<String> securityToken();

        /** Of the app and the user; a secret. */
        Optional<String> refreshToken();

        /** For {@code jwt}: an RSA key in PEM, or the path of a file with one; a secret. */
        Optional<String> privateKey();

        /** Of the REST API, 52.0 to 99.0; 64.0 unless set. */
        @WithDefault("64.0")
        String apiVersion();

        /** The pace: never more calls than this in any second, 1 to 100; 10 unless set. */
        @WithDefault("10")
        int requestsPerSecond();

        /** How many calls may be under way at a time, 1 to 25; 5 unless set. Salesforce limits those that last 20 s and more. */
        @WithDefault("5")
        int concurrentRequests();

        /** How long to wait for an answer, 1 s to 10 min (the longest that a request may run); 2 min unless set. */
        @WithDefault("2m")
        Duration callTimeout();

        /**
         * How long a call can be at work, the way to Salesforce included, 1 s to 1 h; 11 min unless set, since Salesforce lets no
         * request run for more than ten. A record that may have been created by a call without an answer is left alone for
         * so long, and then looked up.
         */
        @WithDefault("11m")
        Duration longestRequest();

        /**
         * How many of the calls that Salesforce allows the org in 24 hours may be used, by whomever, before this stops: a
         * number, or a share such as {@code 80%}. {@code 80%} unless set.
         */
        @WithDefault("80%")
        String dailyApiBudget();

        /**
         * How much of the budget only mappings with {@code priority: high} may use: a number, or a share of the budget.
         * {@code 10%} unless set.
         */
        @WithDefault("10%")
        String dailyApiReserve();
    }
}
