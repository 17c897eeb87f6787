package io.sluice.salesforce;

import io.quarkus.runtime.configuration.DurationConverter;
import io.sluice.delivery.SluiceConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Orgs from properties, as the application reads them. */
final class AccountConfig {
    private AccountConfig() {}

    /** @param keysAndValues without the prefix {@code sluice.} */
    static SalesforceAccounts accounts(String... keysAndValues) {
        return accounts(Map.of(), keysAndValues);
    }

    /** An org that logs in by client credentials, at a pace that is in no test's way. */
    static SalesforceAccounts standIn(FakeSalesforce salesforce, String... keysAndValues) {
        return accounts(
                Map.of(
                        "sluice.allowed-hosts", "localhost",
                        "sluice.salesforce.login-url", salesforce.url(),
                        "sluice.salesforce.client-id", "an-id",
                        "sluice.salesforce.client-secret", "a-secret",
                        "sluice.salesforce.requests-per-second", "100",
                        "sluice.salesforce.call-timeout", "30s"),
                keysAndValues);
    }

    private static SalesforceAccounts accounts(Map<String, String> first, String... keysAndValues) {
        var properties = new HashMap<>(first);
        for (var i = 0; i < keysAndValues.length; i += 2) {
            properties.put("sluice." + keysAndValues[i], keysAndValues[i + 1]);
        }
        var config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(SalesforceConfig.class)
                .withMapping(SluiceConfig.class)
                .withMappingIgnore("sluice.**")
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        return new SalesforceAccounts(
                config.getConfigMapping(SalesforceConfig.class), config.getConfigMapping(SluiceConfig.class));
    }
}
