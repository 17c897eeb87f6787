package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.sfmc.AccountConfig;
import io.sluice.sfmc.SfmcAccounts;
import io.sluice.sfmc.SfmcSource;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncConfigTest {
    private static final List<SourceCollection> COLLECTIONS =
            List.of(new Named(2, "lists"), new Named(1, "campaigns"), new Named(3, "interactions", "goals"));
    private static final StoreLocation SQLITE =
            new StoreLocation("jdbc:sqlite:data/sluice.db", Optional.empty(), Optional.empty());
    private static final StoreLocation POSTGRES = new StoreLocation(
            "jdbc:postgresql://db/store?user=x&password=hidden", Optional.of("me"), Optional.of("secret"));

    private final SfmcAccounts accounts = AccountConfig.accounts(
            "sfmc.subdomain", "mcmain",
            "sfmc.client-id", "id",
            "sfmc.client-secret", "secret",
            "sfmc.eu.subdomain", "mceu",
            "sfmc.eu.client-id", "id",
            "sfmc.eu.client-secret", "secret",
            "sfmc.eu.requests-per-second", "10",
            "sfmc.empty.subdomain", "");

    @Test
    void without_any_setting_the_main_account_is_copied_every_three_hours_beside_the_store() {
        var sync = syncs(SQLITE).named("default");
        assertThat(sync.account()).isEqualTo("main");
        assertThat(sync.door()).isEqualTo("sfmc-main");
        assertThat(sync.schema()).isEqualTo("sfmc_prod");
        assertThat(sync.every()).contains(Duration.ofHours(3));
        assertThat(sync.collections()).containsExactly("campaigns", "lists", "interactions", "goals");
        assertThat(sync.requestsPerSecond()).isEmpty();
        assertThat(sync.history()).isFalse();
        assertThat(sync.warehouse().url()).isEqualTo("jdbc:sqlite:data/warehouse.db");
    }

    @Test
    void beside_a_store_of_postgresql_the_tables_are_in_its_database() {
        var syncs = syncs(POSTGRES);
        assertThat(syncs.named("default").warehouse())
                .isEqualTo(new WarehouseSettings(POSTGRES.url(), Optional.of("me"), Optional.of("secret")));
        assertThat(syncs.summary().toString()).contains("password=set").doesNotContain("hidden", "secret");
        assertThat(POSTGRES.toString()).doesNotContain("hidden", "secret");
    }

    @Test
    void a_warehouse_of_its_own_does_not_get_the_stores_credentials() {
        var sync = syncs(POSTGRES, "sync.warehouse.url", "jdbc:postgresql://other/w")
                .named("default");
        assertThat(sync.warehouse())
                .isEqualTo(new WarehouseSettings("jdbc:postgresql://other/w", Optional.empty(), Optional.empty()));
    }

    @Test
    void the_warehouse_of_the_unnamed_sync_is_no_sync_of_that_name() {
        var syncs = syncs(SQLITE, "sync.warehouse.url", "jdbc:sqlite:w.db", "sync.warehouse.username", "me");
        assertThat(syncs.problems()).isEmpty();
        assertThat(syncs.all()).extracting(SyncSettings::name).containsExactly("default");
        assertThat(syncs.named("default").warehouse().url()).isEqualTo("jdbc:sqlite:w.db");
    }

    @Test
    void environment_variables_set_the_warehouse_of_syncs_with_and_without_a_name() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(SyncConfig.class)
                .withSources(new EnvConfigSource(
                        Map.of(
                                "SLUICE_SYNC_WAREHOUSE_URL", "jdbc:postgresql://w/main",
                                "SLUICE_SYNC_WAREHOUSE_PASSWORD", "secret",
                                "SLUICE_SYNC_REQUESTS_PER_SECOND", "7",
                                "SLUICE_SYNC_EU_ACCOUNT", "eu",
                                "SLUICE_SYNC_EU_SCHEMA", "sfmc_eu",
                                "SLUICE_SYNC_EU_REQUESTS_PER_SECOND", "3",
                                "SLUICE_SYNC_EU_WAREHOUSE_URL", "jdbc:postgresql://w/eu"),
                        300))
                .build();
        var syncs = new ConfiguredSyncs(config.getConfigMapping(SyncConfig.class), accounts, COLLECTIONS, SQLITE);
        assertThat(syncs.problems()).isEmpty();
        assertThat(syncs.named("default").warehouse().password()).contains("secret");
        assertThat(syncs.named("default").requestsPerSecond()).hasValue(7);
        assertThat(syncs.named("eu").warehouse().url()).isEqualTo("jdbc:postgresql://w/eu");
        assertThat(syncs.named("eu").requestsPerSecond()).hasValue(3);
        assertThat(syncs.named("eu").schema()).isEqualTo("sfmc_eu");
    }

    @Test
    void a_sync_with_a_name_has_a_file_of_its_own() {
        var syncs = syncs(SQLITE, "sync.every", "off", "sync.eu.account", "eu", "sync.eu.collections", "lists");
        assertThat(syncs.problems()).isEmpty();
        assertThat(syncs.named("default").every()).isEmpty();
        assertThat(syncs.named("eu").every()).contains(Duration.ofHours(3));
        assertThat(syncs.named("eu").collections()).containsExactly("lists");
        assertThat(syncs.named("eu").warehouse().url()).isEqualTo("jdbc:sqlite:data/warehouse-eu.db");
        assertThat(syncs.summary())
                .containsExactly(
                        "sync default: sfmc-main into sfmc_prod of jdbc:sqlite:data/warehouse.db, by command only:"
                                + " campaigns, lists, interactions, goals",
                        "sync eu: sfmc-eu into sfmc_prod of jdbc:sqlite:data/warehouse-eu.db, every 3h: lists");
    }

    @Test
    void a_sync_whose_account_is_off_is_off() {
        var syncs = syncs(SQLITE, "sync.none.account", "empty");
        assertThat(syncs.problems()).isEmpty();
        assertThat(syncs.all()).extracting(SyncSettings::name).containsExactly("default");
        assertThat(syncs.summary()).contains("sync none: off (the account sfmc-empty is not configured)");
        assertThatThrownBy(() -> syncs.named("none"))
                .hasMessage(
                        "The sync 'none' is off: its account is not configured. Set sluice.sfmc.empty.… here as for the"
                                + " gateway.");
        assertThatThrownBy(() -> syncs.named("nine")).hasMessage("There is no sync 'nine'; there are default, none.");
    }

    @Test
    void a_word_that_is_neither_true_nor_false_does_not_pass_for_false() {
        assertThat(syncs(SQLITE, "sync.history", "TRUE").named("default").history())
                .isTrue();
        assertThatThrownBy(() -> syncs(SQLITE, "sync.history", "ture"))
                .hasMessageContaining("sluice.sync.history")
                .hasMessageContaining("it must be true or false");
    }

    @Test
    void what_is_asked_for_must_be_there() {
        var syncs = syncs(SQLITE, "sync.collections", "lists,interactions");
        var sync = syncs.named("default");
        syncs.mustCopy(sync, Set.of("lists", "interactions", "goals"));
        assertThatThrownBy(() -> syncs.mustCopy(sync, Set.of("list")))
                .hasMessage("There is no collection 'list'; there are campaigns, lists, interactions, goals.");
        assertThatThrownBy(() -> syncs.mustCopy(sync, Set.of("campaigns")))
                .hasMessage("The sync default does not copy campaigns, only lists, interactions, goals:"
                        + " see its setting collections.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "account | us | there is no account 'us'; set sluice.sfmc.us.…, or leave one of them empty if the sync"
                        + " is meant to be off.",
                "every | 4m | is 4m; it must be at least 5m, or off.",
                "every | soon | 'soon' is no time; write it like 3h or 30m, or off.",
                "schema | Prod | must be a small letter, then up to 62 small letters, digits and underscores.",
                "schema | main | 'main' is the database's own; use another, such as sfmc_prod.",
                "schema | pg_x | 'pg_x' is the database's own; use another, such as sfmc_prod.",
                "collections | all | there is no collection 'all'; there are campaigns, lists, interactions, goals.",
                "requests-per-second | 21 | is 21; it must be 1 to 20, which its account has.",
                "requests-per-second | 0 | is 0; it must be 1 to 20, which its account has.",
                "warehouse.url | jdbc:h2:mem | must be jdbc:sqlite:<file>, without parameters, or"
                        + " jdbc:postgresql://host/database.",
                "warehouse.url | jdbc:sqlite::memory: | must be jdbc:sqlite:<file>, without parameters, or"
                        + " jdbc:postgresql://host/database.",
                "warehouse.url | jdbc:sqlite:./data/sluice.db | is the store's own file; give the tables another.",
            })
    void one_sentence_says_what_is_wrong(String key, String value, String sentence) {
        var unnamed = syncs(SQLITE, "sync." + key, value);
        assertThat(unnamed.problems()).containsExactly("sluice.sync." + key + ": " + sentence);
        assertThat(unnamed.all()).isEmpty();

        var named = syncs(SQLITE, "sync.us-2." + key, value);
        assertThat(named.problems()).containsExactly("sluice.sync.us-2." + key + ": " + sentence);
        assertThat(named.all()).extracting(SyncSettings::name).containsExactly("default");
    }

    @Test
    void a_setting_is_no_name_and_a_name_has_no_capitals() {
        assertThat(syncs(SQLITE, "sync.warehouse.account", "eu").problems())
                .containsExactly("sluice.sync.warehouse: 'warehouse' is a setting, and cannot be the name of a sync.");
        assertThat(syncs(SQLITE, "sync.EU.account", "eu").problems())
                .containsExactly("sluice.sync.EU: the name of a sync may have small letters, digits and '-' only.");
    }

    @Test
    void two_syncs_must_not_write_the_same_tables() {
        assertThat(syncs(POSTGRES, "sync.eu.account", "eu").problems())
                .containsExactly("sluice.sync.eu.schema: 'sfmc_prod' is that of the sync default as well, in the same"
                        + " warehouse; give each its own.");
        assertThat(syncs(POSTGRES, "sync.asia.account", "eu").problems())
                .as("the one without a name has none in its settings")
                .containsExactly("sluice.sync.schema: 'sfmc_prod' is that of the sync asia as well, in the same"
                        + " warehouse; give each its own.");
        assertThat(syncs(POSTGRES, "sync.eu.account", "eu", "sync.eu.schema", "sfmc_eu")
                        .problems())
                .isEmpty();
        assertThat(syncs(
                                SQLITE,
                                "sync.eu.account",
                                "eu",
                                "sync.eu.schema",
                                "sfmc_eu",
                                "sync.eu.warehouse.url",
                                "jdbc:sqlite:./data/warehouse.db")
                        .problems())
                .containsExactly("sluice.sync.eu.warehouse.url: is the file of the sync default as well; a file of"
                        + " SQLite has one schema, so give each its own.");
    }

    private ConfiguredSyncs syncs(StoreLocation store, String... keysAndValues) {
        var properties = new HashMap<String, String>();
        for (var i = 0; i < keysAndValues.length; i += 2) {
            properties.put("sluice." + keysAndValues[i], keysAndValues[i + 1]);
        }
        var config = new SmallRyeConfigBuilder()
                .withMapping(SyncConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        return new ConfiguredSyncs(config.getConfigMapping(SyncConfig.class), accounts, COLLECTIONS, store);
    }

    /** Knows its name and its tables, and is never read. */
    private record Named(int order, String... tableNames) implements SourceCollection {
        @Override
        public List<Table> tables() {
            return List.of(tableNames).stream()
                    .map(name -> Table.named(name, name).key("id").build())
                    .toList();
        }

        @Override
        public List<String> scopes() {
            return List.of();
        }

        @Override
        public void scan(SfmcSource source, Since since, Scan scan) {
            throw new UnsupportedOperationException(name());
        }
    }
}
