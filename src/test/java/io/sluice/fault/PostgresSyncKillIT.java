package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.fault.KillPoint.Call;
import io.sluice.fault.KillPoint.Statement;
import io.sluice.fault.KillPoint.When;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresSyncKillIT extends SyncKillContract {
    /** A gateway that starts, and a run. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(120);

    private PostgresServer server;

    @Override
    Map<String, String> store() throws Exception {
        server = PostgresServer.start(directory.resolve("postgres"));
        return server.settings();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void a_run_that_was_asked_for_outlives_the_gateways_that_make_it() throws Exception {
        useWarehouse("main");
        gateway.start();
        var sync = begin("--full");
        for (var collection : List.of("campaigns", "interactions")) {
            var call = new Call(collection, 1 + random.nextInt(3));
            sandbox.fault(call.fault());
            await().atMost(TAKEN_OVER)
                    .until(() ->
                            sandbox.look("/sandbox/faults").get(0).get("met").asInt() > 0);
            gateway.kill9();
            endLease();
            sandbox.remove("/sandbox/faults");
            changes.make();
            gateway.start();
        }
        var said = sync.said(TAKEN_OVER);
        assertThat(said.exitCode()).as(said.toString()).isZero();
        assertThat(said.text()).contains("The sync default: success in ");
        asTheSource("seed " + SEED, true);
        assertThat(tables("main").lines("SELECT DISTINCT reason FROM _sync_runs WHERE status = 'failure'"))
                .containsExactly("interrupted");
    }

    @Override
    void useWarehouse(String name) {
        gateway.with("SLUICE_SYNC_SCHEMA", schema(name));
    }

    @Override
    SyncedTables tables(String name) {
        return new SyncedTables(
                () -> server.connect(schema(name)),
                "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = '" + schema(name) + "'");
    }

    private static String schema(String name) {
        return name.equals("main") ? "sfmc_prod" : name;
    }

    @Override
    Connection connectToStore() throws SQLException {
        return server.connect("public");
    }

    @Override
    Halt halt() throws SQLException {
        return new PostgresHalt(server.connect("public"));
    }

    @Override
    List<Statement> moreStatements(String collection) {
        return List.of(new Statement(
                collection,
                "is being committed",
                When.AT_COMMIT,
                "_sync_state",
                "NEW.collection = '" + collection + "'",
                false));
    }

    /** The server notices, even while it waits for a lock. */
    @Override
    void awaitBuried() throws SQLException {
        try (var connection = server.connect("public");
                var statement = connection.createStatement()) {
            await().atMost(Duration.ofSeconds(5)).until(() -> {
                try (var dead = statement.executeQuery(
                        "SELECT 1 FROM pg_stat_activity WHERE application_name = 'sluice sync'")) {
                    return !dead.next();
                }
            });
        }
    }
}
