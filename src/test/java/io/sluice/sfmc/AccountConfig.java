package io.sluice.sfmc;

import io.quarkus.runtime.configuration.DurationConverter;
import io.sluice.delivery.SluiceConfig;
import io.sluice.sandbox.SandboxProcess;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Accounts from properties, as the application reads them. */
public final class AccountConfig {
    private AccountConfig() {}

    /** @param keysAndValues without the prefix {@code sluice.} */
    public static SfmcAccounts accounts(String... keysAndValues) {
        var properties = new HashMap<String, String>();
        for (var i = 0; i < keysAndValues.length; i += 2) {
            properties.put("sluice." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return accounts(properties);
    }

    static SfmcAccounts standIn(FakeSfmc sfmc, int requestsPerSecond) {
        return standIn(sfmc, requestsPerSecond, "30s");
    }

    static SfmcAccounts standIn(FakeSfmc sfmc, int requestsPerSecond, String callTimeout) {
        return accounts(
                "allowed-hosts", "localhost",
                "sfmc.auth-url", sfmc.url(),
                "sfmc.subdomain", "mcstandin",
                "sfmc.account-id", "510001",
                "sfmc.client-id", "an-id",
                "sfmc.client-secret", "a-secret",
                "sfmc.call-timeout", callTimeout,
                "sfmc.requests-per-second", String.valueOf(requestsPerSecond));
    }

    /** The account of the sandbox's own data. */
    static SfmcAccounts sandbox(SandboxProcess sandbox, int requestsPerSecond) {
        return accounts(
                "allowed-hosts",
                sandbox.url().getHost(),
                "sfmc.auth-url",
                sandbox.url().toString(),
                "sfmc.subdomain",
                "mcsandbox",
                "sfmc.client-id",
                "sandbox",
                "sfmc.client-secret",
                "sandbox",
                "sfmc.requests-per-second",
                String.valueOf(requestsPerSecond));
    }

    private static SfmcAccounts accounts(Map<String, String> properties) {
        var config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(SfmcConfig.class)
                .withMapping(SluiceConfig.class)
                .withMappingIgnore("sluice.**")
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        return new SfmcAccounts(config.getConfigMapping(SfmcConfig.class), config.getConfigMapping(SluiceConfig.class));
    }
}
