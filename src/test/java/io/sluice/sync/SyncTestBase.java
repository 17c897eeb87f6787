package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.delivery.TestClock;
import io.sluice.sfmc.AccountConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs of one sync, of collections and an account that a test scripts, into a SQLite warehouse. */
abstract class SyncTestBase {
    static final String T1 = "2026-01-01T00:00:00Z";
    static final String T2 = "2026-02-01T00:00:00Z";

    @TempDir
    Path directory;

    final ScriptedCollection campaigns = new ScriptedCollection("campaigns", 1);
    final ScriptedCollection assets = new ScriptedCollection("campaign_assets", 2).after(campaigns);
    final ScriptedCollection lists = new ScriptedCollection("lists", 3);
    final ScriptedAccount account = new ScriptedAccount();
    final TestClock clock = new TestClock();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final List<String> told = new CopyOnWriteArrayList<>();

    ConfiguredSyncs configured;
    Warehouses warehouses;
    SyncMetrics metrics;
    SyncStates looking;
    Path spools;
    Syncs syncs;

    @BeforeEach
    void configure() throws Exception {
        spools = Files.createDirectory(directory.resolve("spools"));
        metrics = new SyncMetrics(registry);
        configure(directory.resolve("warehouse.db"));
    }

    void configure(Path warehouse) {
        List<SourceCollection> collections = List.of(lists, campaigns, assets);
        var config = new SmallRyeConfigBuilder()
                .withMapping(SyncConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of("sluice.sync.warehouse.url", "jdbc:sqlite:" + warehouse), "test", 100))
                .build()
                .getConfigMapping(SyncConfig.class);
        var accounts = AccountConfig.accounts(
                "sfmc.subdomain", "mcmain", "sfmc.client-id", "id", "sfmc.client-secret", "secret");
        configured = new ConfiguredSyncs(
                config,
                accounts,
                collections,
                new StoreLocation("jdbc:sqlite:" + directory.resolve("sluice.db"), Optional.empty(), Optional.empty()));
        assertThat(configured.problems()).isEmpty();
        warehouses = new Warehouses();
        looking = new SyncStates(configured, warehouses, metrics, clock);
        syncs = new Syncs(configured, collections, warehouses, sync -> account, metrics, looking, spools, clock);
    }

    RunReport run() throws InterruptedException {
        return run(SyncOptions.USUAL);
    }

    RunReport run(SyncOptions options) throws InterruptedException {
        return syncs.run("default", options, told::add);
    }

    static SyncOptions only(String collection) {
        return new SyncOptions(Set.of(collection), false, false, false);
    }

    static CollectionReport of(RunReport report, ScriptedCollection collection) {
        return report.collections().stream()
                .filter(one -> one.collection().equals(collection.name()))
                .findFirst()
                .orElseThrow();
    }

    CollectionState state(ScriptedCollection collection) {
        return warehouses.of(configured.named("default")).states().getOrDefault(collection.name(), CollectionState.NEW);
    }

    /** Each row as its values with blanks between. */
    List<String> rows(String query) throws SQLException {
        try (var connection =
                        warehouses.of(configured.named("default")).dataSource().getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (var i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getObject(i)));
                }
                rows.add(String.join(" ", row));
            }
            return rows;
        }
    }

    void update(String statement) throws SQLException {
        try (var connection =
                        warehouses.of(configured.named("default")).dataSource().getConnection();
                var update = connection.createStatement()) {
            update.executeUpdate(statement);
        }
    }
}
