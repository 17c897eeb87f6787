package io.sluice.sfmc;

import io.quarkus.runtime.configuration.DurationConverter;
import io.sluice.delivery.TrueOrFalse;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The SFMC accounts as they are configured; {@link SfmcAccounts} checks them. */
@ConfigMapping(prefix = "sluice.sfmc")
public interface SfmcConfig {
    String MAIN = "main";

    /** By name; what is set directly under {@code sluice.sfmc} is the account {@code main}. */
    @WithParentName
    @WithUnnamedKey(MAIN)
    Map<String, Account> accounts();

    interface Account {
        /** The first part of the host names that Salesforce assigned, 28 characters; a whole URL is understood too. */
        Optional<String> subdomain();

        /** The MID of the business unit; without it, the one that owns the installed package. */
        Optional<String> accountId();

        /** Of the installed package's API integration. */
        Optional<String> clientId();

        /** Of the installed package's API integration; a secret. */
        Optional<String> clientSecret();

        /**
         * What its tokens may do, with blanks between; without it, all that the package may. A package may be shared, and
         * its tokens need no more than the mappings do.
         */
        Optional<String> scope();

        /**
         * Whether to use the retired token service and the hosts of packages that were made before August 2019 and have no
         * subdomain. {@code false} unless set.
         */
        @WithDefault("false")
        @WithConverter(TrueOrFalse.class)
        boolean legacy();

        /** The pace: never more calls than this in any second, 1 to 1000; 20 unless set. */
        @WithDefault("20")
        int requestsPerSecond();

        /** How many rows one call writes, 1 to 50 (what SFMC documents as its limit); 50 unless set. */
        @WithDefault("50")
        int rowsetSize();

        /** How long to wait for an answer, 1 s to 5 min; 60 s unless set. SFMC itself gives up after about 120 s. */
        @WithDefault("60s")
        Duration callTimeout();

        /**
         * Whether rows are submitted as jobs of the asynchronous data extension API: {@code off}, never; {@code on}, always;
         * {@code auto}, when more than 500 wait for one data extension. {@code auto} unless set.
         */
        @WithDefault("auto")
        AsyncRows asyncRows();

        /** How many rows such a job has at the most, 1000 to 30000; 10000 unless set. It never has more than 5 MB. */
        @WithDefault("10000")
        int asyncRowsSize();

        /**
         * How long a contact that was created counts as known, so that the next identify of its key makes no call; 30 d
         * unless set, 0 for a call with each identify. A new value holds for contacts that are created from then on.
         */
        @WithDefault("30d")
        @WithConverter(DurationConverter.class)
        Duration contactMemory();

        /** Where tokens come from; only to point at a stand-in. */
        Optional<String> authUrl();

        /** Where REST calls go; only to point at a stand-in. */
        Optional<String> restUrl();

        /** Where SOAP calls go; only to point at a stand-in. */
        Optional<String> soapUrl();
    }
}
