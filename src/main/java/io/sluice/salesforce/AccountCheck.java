package io.sluice.salesforce;

import static io.sluice.delivery.AccountSettings.given;
import static io.sluice.delivery.AccountSettings.setOrMissing;

import io.sluice.delivery.AccountSettings;
import io.sluice.delivery.AllowedHosts;
import java.net.URI;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks the settings of one org, and collects what is wrong with them. */
final class AccountCheck {
    private static final Pattern VERSION = Pattern.compile("(5[2-9]|[6-9]\\d)\\.0");

    private final String name;
    private final SalesforceConfig.Account config;
    private final LoginUrl loginUrl;
    private final AccountSettings settings;

    AccountCheck(String name, SalesforceConfig.Account config, AllowedHosts hosts) {
        this.name = name;
        this.config = config;
        this.settings = new AccountSettings(SalesforceAccounts.DESTINATION, name);
        this.loginUrl = new LoginUrl(config, settings, hosts);
    }

    /** Empty when the account is off, or when there are problems. */
    Optional<SalesforceAccount> account() {
        if (off()) {
            return Optional.empty();
        }
        var flow = flow();
        flow.needs().forEach(need -> settings.required(need, texts().get(need), "; auth=" + flow + " needs it"));
        var url = loginUrl.read(flow);
        var key = flow == LoginFlow.JWT ? key() : Optional.<PrivateKey>empty();
        if (!VERSION.matcher(config.apiVersion()).matches()) {
            settings.problem(
                    "api-version", "is '" + config.apiVersion() + "'; it must be a number such as 64.0, from 52.0");
        }
        settings.range("requests-per-second", config.requestsPerSecond(), 1, 100);
        settings.range("concurrent-requests", config.concurrentRequests(), 1, 25);
        settings.range("call-timeout", config.callTimeout(), Duration.ofSeconds(1), Duration.ofMinutes(10));
        settings.range("longest-request", config.longestRequest(), Duration.ofSeconds(1), Duration.ofHours(1));
        var budget = allowance("daily-api-budget", config.dailyApiBudget());
        var reserve = allowance("daily-api-reserve", config.dailyApiReserve());
        checkReserve(budget, reserve);
        return settings.problems().isEmpty()
                ? Optional.of(account(url.orElseThrow(), flow, credentials(key), budget.get(), reserve.get()))
                : Optional.empty();
    }

    private SalesforceAccount account(
            URI url, LoginFlow flow, Credentials credentials, Allowance budget, Allowance reserve) {
        return new SalesforceAccount(
                name,
                url,
                flow,
                credentials,
                config.apiVersion(),
                config.requestsPerSecond(),
                config.concurrentRequests(),
                config.callTimeout(),
                config.longestRequest(),
                budget,
                reserve);
    }

    List<String> problems() {
        return off() ? List.of() : settings.problems();
    }

    /** One line for the start, without secrets. */
    String summary() {
        var begin = "salesforce account " + name + ": ";
        if (off()) {
            return begin + "off (nothing is set)";
        }
        var needed = flow().needs().stream()
                .map(need -> need + " " + setOrMissing(texts().get(need)))
                .collect(Collectors.joining(", "));
        return begin
                + "login at %s by %s, %s, security-token %s, %d requests per second, %d at a time, daily budget %s of which %s for high priority"
                        .formatted(
                                loginUrl.words(),
                                flow(),
                                needed,
                                setOrMissing(config.securityToken()),
                                config.requestsPerSecond(),
                                config.concurrentRequests(),
                                config.dailyApiBudget(),
                                config.dailyApiReserve());
    }

    private boolean off() {
        return texts().values().stream().allMatch(value -> given(value).isEmpty())
                && given(config.loginUrl()).isEmpty()
                && given(config.securityToken()).isEmpty()
                && config.auth().isEmpty()
                && !config.sandbox();
    }

    private Map<String, Optional<String>> texts() {
        var texts = new LinkedHashMap<String, Optional<String>>();
        texts.put("client-id", config.clientId());
        texts.put("client-secret", config.clientSecret());
        texts.put("username", config.username());
        texts.put("password", config.password());
        texts.put("refresh-token", config.refreshToken());
        texts.put("private-key", config.privateKey());
        return texts;
    }

    /** What the settings are for, where it is not said. */
    private LoginFlow flow() {
        if (config.auth().isPresent()) {
            return config.auth().get();
        }
        if (given(config.privateKey()).isPresent()) {
            return LoginFlow.JWT;
        }
        if (given(config.refreshToken()).isPresent()) {
            return LoginFlow.REFRESH_TOKEN;
        }
        var app = given(config.clientId()).isPresent()
                || given(config.clientSecret()).isPresent();
        var user =
                given(config.username()).isPresent() || given(config.password()).isPresent();
        if (app) {
            return user ? LoginFlow.PASSWORD : LoginFlow.CLIENT_CREDENTIALS;
        }
        return LoginFlow.SOAP;
    }

    private Optional<PrivateKey> key() {
        try {
            return given(config.privateKey()).isEmpty()
                    ? Optional.empty()
                    : Optional.of(PemKey.read(config.privateKey().get()));
        } catch (PemKey.Unreadable e) {
            settings.problem("private-key", e.getMessage());
            return Optional.empty();
        }
    }

    private Credentials credentials(Optional<PrivateKey> key) {
        return new Credentials(
                given(config.clientId()).orElse(""),
                given(config.clientSecret()).orElse(""),
                given(config.username()).orElse(""),
                // Blanks may belong to it.
                config.password().orElse(""),
                given(config.securityToken()).orElse(""),
                given(config.refreshToken()).orElse(""),
                key);
    }

    private Optional<Allowance> allowance(String setting, String text) {
        var allowance = Allowance.of(text);
        if (allowance.isEmpty()) {
            settings.problem(setting, "is '" + text + "'; it must be a number of calls, or a share such as 80%");
        }
        return allowance;
    }

    private void checkReserve(Optional<Allowance> budget, Optional<Allowance> reserve) {
        if (budget.isEmpty() || reserve.isEmpty()) {
            return;
        }
        // A number beside a share of what the org has can only be judged when that is known.
        var all = budget.get().isShare() && !reserve.get().isShare()
                ? Long.MAX_VALUE
                : budget.get().of(100);
        if (reserve.get().of(all) >= all) {
            settings.problem(
                    "daily-api-reserve",
                    "is " + reserve.get() + " of a budget of " + budget.get()
                            + ", which leaves nothing for the others");
        }
    }
}
