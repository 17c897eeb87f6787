package io.sluice.sfmc;

import static io.sluice.delivery.AccountSettings.given;
import static io.sluice.delivery.AccountSettings.setOrMissing;

import io.sluice.delivery.AccountSettings;
import io.sluice.delivery.AllowedHosts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks the settings of one account, and collects what is wrong with them. */
final class AccountCheck {
    private static final Pattern SUBDOMAIN = Pattern.compile("[A-Za-z0-9-]+");

    /** What people paste instead of the subdomain: any of the three base URIs that SFMC shows. */
    private static final Pattern PASTED = Pattern.compile(
            "(?:https://)?([A-Za-z0-9-]+)\\.(?:auth|rest|soap)\\.marketingcloudapis\\.com(?:/.*)?",
            Pattern.CASE_INSENSITIVE);

    private static final URI LEGACY_AUTH = URI.create("https://auth.exacttargetapis.com");
    private static final URI LEGACY_REST = URI.create("https://www.exacttargetapis.com");

    private final String name;
    private final SfmcConfig.Account config;
    private final AllowedHosts hosts;
    private final AccountSettings settings;

    AccountCheck(String name, SfmcConfig.Account config, AllowedHosts hosts) {
        this.name = name;
        this.config = config;
        this.hosts = hosts;
        this.settings = new AccountSettings("sfmc", name);
    }

    /** Empty when the account is off, or when there are problems. */
    Optional<SfmcAccount> account() {
        if (off()) {
            return Optional.empty();
        }
        var authUrl = authUrl();
        var restUrl = settings.url("rest-url", config.restUrl(), hosts).or(this::legacyRestUrl);
        var soapUrl = settings.url("soap-url", config.soapUrl().map(AccountCheck::withoutService), hosts);
        checkLegacy();
        var clientId = settings.required("client-id", config.clientId(), "");
        var clientSecret = settings.required("client-secret", config.clientSecret(), "");
        settings.range("requests-per-second", config.requestsPerSecond(), 1, 1000);
        settings.range("rowset-size", config.rowsetSize(), 1, 50);
        settings.range("async-rows-size", config.asyncRowsSize(), 1_000, 30_000);
        settings.range("call-timeout", config.callTimeout(), Duration.ofSeconds(1), Duration.ofMinutes(5));
        if (config.contactMemory().isNegative()) {
            settings.problem("contact-memory", "is negative; it must be a time such as 30d, or 0");
        }
        if (!settings.problems().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SfmcAccount(
                name,
                authUrl.orElseThrow(),
                restUrl,
                soapUrl,
                given(config.accountId()),
                given(config.scope()),
                config.legacy(),
                clientId,
                clientSecret,
                config.requestsPerSecond(),
                config.rowsetSize(),
                config.asyncRows(),
                config.asyncRowsSize(),
                config.callTimeout(),
                config.contactMemory()));
    }

    List<String> problems() {
        return off() ? List.of() : settings.problems();
    }

    /** One line for the start, without secrets. */
    String summary() {
        if (off()) {
            return "sfmc account " + name + ": off (nothing is set)";
        }
        return "sfmc account %s: %s, account-id %s, client-id %s, client-secret %s, %d requests per second"
                .formatted(
                        name,
                        where(),
                        given(config.accountId()).orElse("not set"),
                        setOrMissing(config.clientId()),
                        setOrMissing(config.clientSecret()),
                        config.requestsPerSecond());
    }

    private String where() {
        if (given(config.authUrl()).isPresent()) {
            return "auth-url set";
        }
        return config.legacy()
                ? "legacy, with the retired token service"
                : "subdomain " + given(config.subdomain()).orElse("missing");
    }

    private boolean off() {
        return given(config.subdomain()).isEmpty()
                && given(config.accountId()).isEmpty()
                && given(config.clientId()).isEmpty()
                && given(config.clientSecret()).isEmpty()
                && given(config.authUrl()).isEmpty()
                && given(config.restUrl()).isEmpty()
                && given(config.soapUrl()).isEmpty()
                && given(config.scope()).isEmpty()
                && !config.legacy();
    }

    private Optional<URI> authUrl() {
        if (given(config.authUrl()).isPresent()) {
            return settings.url("auth-url", config.authUrl(), hosts);
        }
        if (config.legacy()) {
            return Optional.of(LEGACY_AUTH);
        }
        return subdomain().map(subdomain -> URI.create("https://" + subdomain + ".auth.marketingcloudapis.com"));
    }

    /** What is copied from SFMC's list of endpoints has it; the token's {@code soap_instance_url} has not. */
    private static String withoutService(String soapUrl) {
        return soapUrl.strip().replaceFirst("(?i)/Service\\.asmx/?$", "");
    }

    private Optional<URI> legacyRestUrl() {
        return config.legacy() ? Optional.of(LEGACY_REST) : Optional.empty();
    }

    private void checkLegacy() {
        if (config.legacy()) {
            unknownToLegacy("subdomain", config.subdomain());
            unknownToLegacy("account-id", config.accountId());
            unknownToLegacy("scope", config.scope());
        }
    }

    private void unknownToLegacy(String setting, Optional<String> value) {
        if (given(value).isPresent()) {
            settings.problem(setting, "means nothing to the retired token service; remove it, or remove legacy");
        }
    }

    private Optional<String> subdomain() {
        var text = settings.required("subdomain", config.subdomain(), "; a package without one needs legacy=true");
        var pasted = PASTED.matcher(text);
        var subdomain = pasted.matches() ? pasted.group(1) : text;
        if (text.isEmpty() || SUBDOMAIN.matcher(subdomain).matches()) {
            return Optional.of(subdomain).filter(found -> !found.isEmpty());
        }
        settings.problem(
                "subdomain",
                "may have letters, digits and '-' only; it is the part before '.auth.marketingcloudapis.com'"
                        + " in the package's authentication base URI");
        return Optional.empty();
    }
}
