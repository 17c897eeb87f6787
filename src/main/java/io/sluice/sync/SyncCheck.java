package io.sluice.sync;

import static io.sluice.delivery.AccountSettings.given;

import io.quarkus.runtime.configuration.DurationConverter;
import io.sluice.delivery.AccountSettings;
import io.sluice.sfmc.SfmcAccounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks the settings of one sync, and collects what is wrong with them, each as one sentence that begins with its key. */
final class SyncCheck {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

    /** They are the settings of the sync without a name. */
    private static final Set<String> NO_NAMES =
            Set.of("every", "account", "schema", "collections", "requests-per-second", "history", "warehouse");

    private static final Pattern SCHEMA = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /** What one of the databases calls so itself. */
    private static final Pattern TAKEN = Pattern.compile("main|temp|information_schema|pg_.*");

    private static final String OFF = "off";
    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final String POSTGRES = "jdbc:postgresql:";

    private final String name;
    private final SyncConfig.Sync config;
    private final SfmcAccounts accounts;
    private final List<String> problems = new ArrayList<>();
    private final SyncSettings settings;

    SyncCheck(
            String name,
            SyncConfig.Sync config,
            SfmcAccounts accounts,
            List<SourceCollection> collections,
            StoreLocation store) {
        this.name = name;
        this.config = config;
        this.accounts = accounts;
        checkName();
        checkAccount();
        checkSchema();
        this.settings = new SyncSettings(
                name,
                config.account(),
                config.schema(),
                collections(collections),
                every(),
                requestsPerSecond(),
                config.history(),
                warehouse(store));
    }

    List<String> problems() {
        return problems;
    }

    /** Empty when its account is off, or when there are problems. */
    Optional<SyncSettings> settings() {
        return Optional.of(settings).filter(one -> problems.isEmpty() && accounts.on(one.account()));
    }

    /** One line for the start, without secrets. */
    String summary() {
        if (!accounts.on(config.account())) {
            return "sync " + name + ": off (the account sfmc-" + config.account() + " is not configured)";
        }
        return "sync %s: %s into %s of %s, %s%s: %s"
                .formatted(
                        name,
                        settings.door(),
                        settings.schema(),
                        settings.warehouse(),
                        settings.every().map(every -> "every " + text(every)).orElse("by command only"),
                        settings.history() ? ", with history" : "",
                        String.join(", ", settings.collections()));
    }

    private void checkName() {
        if (NO_NAMES.contains(name)) {
            problems.add("sluice.sync." + name + ": '" + name + "' is a setting, and cannot be the name of a sync.");
        } else if (!NAME.matcher(name).matches()) {
            problems.add("sluice.sync." + name + ": the name of a sync may have small letters, digits and '-' only.");
        }
    }

    /** One that settings name and that is empty is off, and so is its sync. */
    private void checkAccount() {
        var account = config.account();
        if (!account.equals(AccountSettings.MAIN) && !accounts.names().contains(account)) {
            problem(
                    "account",
                    "there is no account '" + account + "'; set sluice.sfmc." + account
                            + ".…, or leave one of them empty if the sync is meant to be off");
        }
    }

    private void checkSchema() {
        if (!SCHEMA.matcher(config.schema()).matches()) {
            problem("schema", "must be a small letter, then up to 62 small letters, digits and underscores");
        } else if (TAKEN.matcher(config.schema()).matches()) {
            problem("schema", "'" + config.schema() + "' is the database's own; use another, such as sfmc_prod");
        }
    }

    private Set<String> collections(List<SourceCollection> all) {
        config.collections().orElse(Set.of()).stream()
                .filter(name -> all.stream().noneMatch(one -> one.isCalled(name)))
                .forEach(name -> problem("collections", CollectionNames.unknown(name, all)));
        return all.stream()
                .filter(one -> config.collections()
                        .map(chosen -> chosen.stream().anyMatch(one::isCalled))
                        .orElse(true))
                .flatMap(one -> one.tables().stream())
                .map(Table::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Optional<Duration> every() {
        if (config.every().equals(OFF)) {
            return Optional.empty();
        }
        try {
            var every = DurationConverter.parseDuration(config.every());
            if (every.compareTo(SHORTEST) >= 0) {
                return Optional.of(every);
            }
            problem("every", "is " + config.every() + "; it must be at least " + text(SHORTEST) + ", or off");
        } catch (IllegalArgumentException noTime) {
            problem("every", "'" + config.every() + "' is no time; write it like 3h or 30m, or off");
        }
        return Optional.empty();
    }

    private OptionalInt requestsPerSecond() {
        var own = config.requestsPerSecond();
        var most = accounts.on(config.account()) ? accounts.requestsPerSecond(config.account()) : Integer.MAX_VALUE;
        if (own.isPresent() && (own.getAsInt() < 1 || own.getAsInt() > most)) {
            problem(
                    "requests-per-second",
                    "is " + own.getAsInt() + "; it must be 1 to " + most + ", which its account has");
        }
        return own;
    }

    private WarehouseSettings warehouse(StoreLocation store) {
        var beside = store.warehouse(name);
        var url = given(config.warehouse().url());
        if (url.isPresent()) {
            checkUrl(url.get(), store);
            return new WarehouseSettings(
                    url.get(),
                    given(config.warehouse().username()),
                    config.warehouse().password());
        }
        return new WarehouseSettings(
                beside.url(),
                given(config.warehouse().username()).or(beside::username),
                config.warehouse().password().or(beside::password));
    }

    private void checkUrl(String url, StoreLocation store) {
        var file = url.startsWith(StoreLocation.SQLITE) ? url.substring(StoreLocation.SQLITE.length()) : "";
        if (!url.startsWith(POSTGRES) && (file.isBlank() || file.matches("(:|file:).*") || file.contains("?"))) {
            problem(
                    "warehouse.url",
                    "must be " + StoreLocation.SQLITE + "<file>, without parameters, or " + POSTGRES
                            + "//host/database");
        } else if (!file.isEmpty() && store.isAt(StoreLocation.file(url))) {
            problem("warehouse.url", "is the store's own file; give the tables another");
        }
    }

    private void problem(String setting, String sentence) {
        problems.add(SyncSettings.prefix(name) + setting + ": " + sentence + ".");
    }

    private static String text(Duration time) {
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
