package io.sluice.sync;

import io.sluice.delivery.AccountSettings;
import io.sluice.sfmc.SfmcAccounts;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The syncs of the settings that are on. */
@Singleton
public class ConfiguredSyncs {
    private final Map<String, SyncSettings> syncs = new TreeMap<>();
    /** By name, what the keys of its account's settings begin with. */
    private final Map<String, String> configured = new TreeMap<>();

    private final List<SourceCollection> collections;
    private final List<String> problems = new ArrayList<>();
    private final List<String> summary = new ArrayList<>();

    @Inject
    ConfiguredSyncs(
            SyncConfig config,
            SfmcAccounts accounts,
            @Any Instance<SourceCollection> collections,
            StoreLocation store) {
        this(config, accounts, collections.stream().toList(), store);
    }

    ConfiguredSyncs(SyncConfig config, SfmcAccounts accounts, List<SourceCollection> collections, StoreLocation store) {
        this.collections = collections.stream()
                .sorted(Comparator.comparing(SourceCollection::order))
                .toList();
        new TreeMap<>(config.syncs()).forEach((name, one) -> {
            configured.put(name, accountKeys(one.account()));
            var check = new SyncCheck(name, one, accounts, this.collections, store);
            check.settings().ifPresent(settings -> syncs.put(name, settings));
            problems.addAll(check.problems());
            summary.add(check.summary());
        });
        checkApart();
    }

    /** Those whose account is on, by name. */
    public List<SyncSettings> all() {
        return List.copyOf(syncs.values());
    }

    /**
     * @param name empty: the one without a name, or the only one that is on
     * @throws IllegalArgumentException with a sentence, when there is none that is on, or several
     */
    public SyncSettings chosen(Optional<String> name) {
        if (name.isPresent() || syncs.containsKey(SyncSettings.DEFAULT) || syncs.isEmpty()) {
            return named(name.orElse(SyncSettings.DEFAULT));
        }
        if (syncs.size() > 1) {
            throw new IllegalArgumentException(
                    "There are several syncs: name one with --sync, of " + String.join(", ", syncs.keySet()) + ".");
        }
        return syncs.values().iterator().next();
    }

    /** @throws IllegalArgumentException with a sentence, when there is none that is on */
    public SyncSettings named(String name) {
        return Optional.ofNullable(syncs.get(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        configured.containsKey(name)
                                ? "The sync '%s' is off: its account is not configured. Set %s… here as for the gateway."
                                        .formatted(name, configured.get(name))
                                : "There is no sync '" + name + "'; there are " + String.join(", ", configured.keySet())
                                        + "."));
    }

    /** @throws IllegalArgumentException with a sentence, when the sync does not copy one of them */
    public void mustCopy(SyncSettings sync, Set<String> names) {
        for (var name : names) {
            var called = collections.stream().filter(one -> one.isCalled(name)).findFirst();
            if (called.isEmpty()) {
                var sentence = CollectionNames.unknown(name, collections);
                throw new IllegalArgumentException(
                        sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1) + ".");
            }
            if (!sync.collections().contains(called.get().name())) {
                throw new IllegalArgumentException("The sync " + sync.name() + " does not copy " + name + ", only "
                        + String.join(", ", sync.collections()) + ": see its setting collections.");
            }
        }
    }

    /** What is wrong with the configuration, all of it, each as one sentence that begins with the setting. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** One line per sync for the start, without secrets. */
    public List<String> summary() {
        return List.copyOf(summary);
    }

    /** Two in one schema would each take the other's rows for deleted ones. */
    private void checkApart() {
        var first = new HashMap<String, SyncSettings>();
        for (var sync : syncs.values()) {
            var other = first.putIfAbsent(place(sync), sync);
            if (other != null) {
                var key = SyncSettings.prefix(sync.name());
                problems.add(
                        isFile(sync)
                                ? key + "warehouse.url: is the file of the sync " + other.name()
                                        + " as well; a file of SQLite has one schema, so give each its own."
                                : key + "schema: '" + sync.schema() + "' is that of the sync " + other.name()
                                        + " as well, in the same warehouse; give each its own.");
            }
        }
    }

    private static String accountKeys(String account) {
        return account.equals(AccountSettings.MAIN) ? "sluice.sfmc." : "sluice.sfmc." + account + ".";
    }

    private static String place(SyncSettings sync) {
        var url = sync.warehouse().url();
        return isFile(sync) ? StoreLocation.file(url).toString() : url.replaceFirst("\\?.*", "") + " " + sync.schema();
    }

    private static boolean isFile(SyncSettings sync) {
        return sync.warehouse().url().startsWith(StoreLocation.SQLITE);
    }
}
