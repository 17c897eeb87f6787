package io.sluice.sfmc;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks the settings of one account, and collects what is wrong with them. */
final class AccountCheck {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");
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
    private final List<String> problems = new ArrayList<>();

    AccountCheck(String name, SfmcConfig.Account config, AllowedHosts hosts) {
        this.name = name;
        this.config = config;
        this.hosts = hosts;
    }

    /** Empty when the account is off, or when there are problems. */
    Optional<SfmcAccount> account() {
        if (off()) {
            return Optional.empty();
        }
        checkName();
        var authUrl = authUrl();
        var restUrl = url("rest-url", config.restUrl()).or(this::legacyRestUrl);
        var soapUrl = url("soap-url", config.soapUrl().map(AccountCheck::withoutService));
        checkLegacy();
        var clientId = required("client-id", config.clientId());
        var clientSecret = required("client-secret", config.clientSecret());
        checkRange("requests-per-second", config.requestsPerSecond(), 1, 1000);
        checkRange("rowset-size", config.rowsetSize(), 1, 50);
        checkRange("async-rows-size", config.asyncRowsSize(), 1_000, 30_000);
        checkTimeout();
        if (config.contactMemory().isNegative()) {
            problem("contact-memory", "is negative; it must be a time such as 30d, or 0");
        }
        if (!problems.isEmpty()) {
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
        return problems;
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
            return url("auth-url", config.authUrl());
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
            problem(setting, "means nothing to the retired token service; remove it, or remove legacy");
        }
    }

    private Optional<String> subdomain() {
        var text = required("subdomain", config.subdomain());
        var pasted = PASTED.matcher(text);
        var subdomain = pasted.matches() ? pasted.group(1) : text;
        if (text.isEmpty() || SUBDOMAIN.matcher(subdomain).matches()) {
            return Optional.of(subdomain).filter(found -> !found.isEmpty());
        }
        problem(
                "subdomain",
                "may have letters, digits and '-' only; it is the part before '.auth.marketingcloudapis.com'"
                        + " in the package's authentication base URI");
        return Optional.empty();
    }

    private Optional<URI> url(String setting, Optional<String> value) {
        if (given(value).isEmpty()) {
            return Optional.empty();
        }
        try {
            var uri = new URI(given(value).get().replaceAll("/+$", ""));
            if (hosts.allow(uri)) {
                return Optional.of(uri);
            }
            problem(
                    setting,
                    "points to a host that is not Salesforce's; for a stand-in, add its host to sluice.allowed-hosts");
        } catch (URISyntaxException e) {
            problem(setting, "is not a URL; write it like http://localhost:8090");
        }
        return Optional.empty();
    }

    private String required(String setting, Optional<String> value) {
        var text = given(value).orElse("");
        if (text.isEmpty()) {
            problem(
                    setting,
                    "is missing, while other settings of the account are there; set it, or remove the others to"
                            + " switch the account off"
                            + (setting.equals("subdomain") ? "; a package without one needs legacy=true" : ""));
        }
        return text;
    }

    private void checkName() {
        if (!NAME.matcher(name).matches()) {
            problems.add(
                    "sluice.sfmc." + name + ": the name of an account may have small letters, digits and '-' only.");
        }
    }

    private void checkRange(String setting, int value, int least, int most) {
        if (value < least || value > most) {
            problem(setting, "is " + value + "; it must be " + least + " to " + most);
        }
    }

    private void checkTimeout() {
        var timeout = config.callTimeout();
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofMinutes(5)) > 0) {
            problem(
                    "call-timeout",
                    "is " + timeout.toString().substring(2).toLowerCase(Locale.ROOT) + "; it must be 1s to 5m");
        }
    }

    private void problem(String setting, String sentence) {
        var key = name.equals(SfmcConfig.MAIN) ? setting : name + "." + setting;
        problems.add("sluice.sfmc." + key + ": " + sentence + ".");
    }

    private static Optional<String> given(Optional<String> value) {
        return value.map(String::strip).filter(text -> !text.isEmpty());
    }

    private static String setOrMissing(Optional<String> value) {
        return given(value).isPresent() ? "set" : "missing";
    }
}
