package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.fault.KillPoint.Call;
import io.sluice.fault.KillPoint.Delay;
import io.sluice.fault.KillPoint.Statement;
import io.sluice.fault.SyncedTables.Copied;
import io.sluice.fault.SyncedTables.Told;
import io.sluice.sandbox.SandboxProcess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code sluice sync} is killed again and again, at calls, at statements, and at any time. Each collection is then as it was, or
 * as it is to be, and the next run makes up for what is missing.
 */
abstract class SyncKillContract {
    static final Duration SOON = Duration.ofSeconds(120);

    /** Of all places; when there are fewer, all. */
    private static final int KILLS = Integer.getInteger("sluice.test.sync-kills", 4);

    static final long SEED = Long.getLong("sluice.test.seed", System.nanoTime());
    private static final int DELAYS = 6;
    private static final List<String> COLLECTIONS = List.copyOf(SyncedTables.COLLECTIONS.keySet());

    /** What is not read before another one is committed; the others are read at the same time, and committed as they come. */
    private static final Map<String, String> AFTER = Map.of("campaign_assets", "campaigns");

    /** So small that a run has few calls, and so small pages that each collection still has some. */
    private static final String SOURCE =
            "{\"seed\": %d, \"campaigns\": 9, \"assets\": 2, \"lists\": 14, \"journeys\": 9, \"goals\": 8}";

    private static final String PAGES = "{\"maxPageSize\": 4, \"maxBatch\": 4}";

    final Random random = new Random(SEED);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    SandboxProcess sandbox;
    GatewayProcess gateway;
    SourceChanges changes;
    private final List<KillPoint> passed = new ArrayList<>();
    private Duration longest;

    /** Where the store is, as environment variables; and with it the warehouse. */
    abstract Map<String, String> store() throws Exception;

    /** From now on runs write to another one, which is empty. */
    abstract void useWarehouse(String name);

    /** The warehouse of that name. */
    abstract SyncedTables tables(String name);

    abstract Connection connectToStore() throws SQLException;

    abstract Halt halt() throws SQLException;

    /** The statements of a transaction that only this database can halt at. */
    abstract List<Statement> moreStatements(String collection);

    /** Returns when the database is rid of the process that was killed. */
    abstract void awaitBuried() throws SQLException;

    @BeforeEach
    void prepare() throws Exception {
        System.out.printf("%s: -Dsluice.test.seed=%d%n", getClass().getSimpleName(), SEED);
        sandbox = SandboxProcess.start("--rate", "0");
        sandbox.tell("/sandbox/source/generate", SOURCE.formatted(random.nextInt()));
        sandbox.tell("/sandbox/source/settings", PAGES);
        changes = new SourceChanges(sandbox, random);
        gateway = GatewayProcess.in(Files.createDirectory(directory.resolve("gateway")), sandbox, store())
                .with("SLUICE_SFMC_REQUESTS_PER_SECOND", "200")
                .with("SLUICE_SYNC_HISTORY", "true");
    }

    @AfterEach
    void end() {
        gateway.close();
        sandbox.close();
    }

    @Test
    void after_a_kill_each_collection_is_as_before_or_as_after_its_commit_and_the_next_run_completes_it()
            throws Exception {
        useWarehouse("trial");
        var points = points(trial());
        useWarehouse("main");
        var killed = 0;
        for (var point : points) {
            if (killed < KILLS) {
                killed += killedAt(point) ? 1 : 0;
            }
        }
        System.out.printf(
                "%s: %d kills of %d places; not reached: %s%n",
                getClass().getSimpleName(), killed, points.size(), passed);
        assertThat(killed).isGreaterThanOrEqualTo(Math.min(KILLS, points.size() * 3 / 4));
        changes.make();
        copy("--full");
        asACleanRunOf("main");
    }

    /** @return how many calls a run makes for each collection when something has changed */
    private Map<String, Integer> trial() throws Exception {
        copy();
        var before = sandbox.look("/sandbox/requests");
        changes.make();
        copy("--full");
        var after = "/sandbox/requests?after=" + before.get(before.size() - 1).get("number");
        var counts = new LinkedHashMap<String, Integer>();
        for (var collection : COLLECTIONS) {
            var path = URLEncoder.encode(Call.path(collection), StandardCharsets.UTF_8);
            counts.put(collection, sandbox.look(after + "&path=" + path).size());
        }
        var all = sandbox.look(after);
        longest = Duration.ofMillis(all.get(all.size() - 1).get("at").asLong()
                - all.get(0).get("at").asLong()
                + 300);
        return counts;
    }

    /** A call first, since there are no tables yet whose statements could be met; the others as they come. */
    private List<KillPoint> points(Map<String, Integer> calls) {
        var pages = new ArrayList<KillPoint>();
        var others = new ArrayList<KillPoint>();
        calls.forEach((collection, count) -> {
            assertThat(count).as("calls for %s", collection).isGreaterThan(2);
            for (var number = 1; number <= count; number++) {
                pages.add(new Call(collection, number));
            }
            others.addAll(Statement.of(collection, SyncedTables.COLLECTIONS.get(collection)));
            others.addAll(moreStatements(collection));
        });
        AFTER.forEach((next, collection) -> others.add(Statement.committed(collection, next)));
        for (var i = 0; i < DELAYS; i++) {
            others.add(new Delay(Duration.ofMillis(random.nextInt((int) longest.toMillis()))));
        }
        Collections.shuffle(pages, random);
        Collections.shuffle(others, random);
        var points = new ArrayList<KillPoint>();
        for (var i = 0; i < Math.max(pages.size(), others.size()); i++) {
            points.addAll(pages.subList(Math.min(i, pages.size()), Math.min(i + 1, pages.size())));
            points.addAll(others.subList(Math.min(i, others.size()), Math.min(i + 1, others.size())));
        }
        return points;
    }

    /** @return false when the run came to its end before */
    private boolean killedAt(KillPoint point) throws Exception {
        changes.make();
        var full = random.nextBoolean() || point instanceof Statement;
        var before = tables("main").read();
        var killed = kill(point, full ? new String[] {"--full"} : new String[0]);
        if (!killed) {
            passed.add(point);
        }
        endLease();
        var left = tables("main").read();

        copy(full ? new String[] {"--full"} : new String[0]);
        var after = tables("main").read();
        var what = "%s, %s, seed %d"
                .formatted(
                        killed ? "killed at " + point : "not killed at " + point, full ? "all" : "what is new", SEED);
        var committed = new ArrayList<String>();
        for (var collection : COLLECTIONS) {
            if (isCommitted(
                    collection + ", " + what, before.get(collection), left.get(collection), after.get(collection))) {
                committed.add(collection);
            }
        }
        AFTER.forEach((next, collection) -> {
            if (committed.contains(next)) {
                assertThat(committed).as(what).contains(collection);
            }
        });
        if (killed) {
            asThePointSays(point, committed, what);
        }
        asTheSource(what, full);
        // A long run that is broken off has shown as much.
        System.out.printf("%s: %s%n", getClass().getSimpleName(), what);
        return killed;
    }

    /** What a run that stands there has committed; of the collections that are copied beside it nobody knows. */
    private static void asThePointSays(KillPoint point, List<String> committed, String what) {
        if (point instanceof Call call) {
            assertThat(committed).as(what).doesNotContain(call.collection()).containsAll(before(call.collection()));
        } else if (point instanceof Statement statement) {
            assertThat(committed.contains(statement.collection())).as(what).isEqualTo(statement.committed());
            assertThat(committed).as(what).containsAll(before(statement.collection()));
        }
    }

    private static List<String> before(String collection) {
        return Optional.ofNullable(AFTER.get(collection)).stream().toList();
    }

    private boolean isCommitted(String what, Copied before, Copied left, Copied after) {
        assertThat(after.rows()).as("%s: there was something to write", what).isNotEqualTo(before.rows());
        asTheRows(what + ", after the next run", before, after);
        if (left.rows().equals(before.rows())) {
            for (var i = 0; i < left.told().size(); i++) {
                asBefore(what, before.told().get(i), left.told().get(i));
            }
            return false;
        }
        assertThat(left.rows())
                .as("the rows of %s: neither as before, nor as after", what)
                .isEqualTo(after.rows());
        asTheRows(what, before, left);
        return true;
    }

    private static void asBefore(String what, Told before, Told left) {
        assertThat(left.state()).as("the state of %s, %s", left.table(), what).isEqualTo(before.state());
        if (!left.record().equals(before.record())) {
            assertThat(left.record())
                    .as("the record of %s, %s", left.table(), what)
                    .containsEntry("status", "running");
        }
    }

    /** States and records of a collection that was committed. */
    private static void asTheRows(String what, Copied before, Copied copied) {
        for (var told : copied.told()) {
            assertThat(told.record())
                    .as("the record of %s, %s", told.table(), what)
                    .containsEntry("status", "success");
            assertThat(told.state())
                    .as("the state of %s, %s", told.table(), what)
                    .containsEntry("last_status", "success")
                    .containsEntry("last_run_at", told.record().get("started_at"))
                    .containsEntry("last_success_at", told.record().get("started_at"));
        }
        assertThat(copied.newest().beyond())
                .as("rows beyond the watermark, %s", what)
                .isZero();
        if (copied.newest().at() == 0) {
            assertThat(copied.first().state().get("watermark"))
                    .as("the watermark of %s, which is no row's", what)
                    .isEqualTo(before.first().state().get("watermark"));
        }
    }

    private boolean kill(KillPoint point, String... options) throws Exception {
        if (!(point instanceof Statement statement)) {
            return killByCalls(point, options);
        }
        try (var halt = halt()) {
            halt.at(statement);
            var sync = begin(options);
            await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> halt.reached() || !sync.runs());
            var killed = killed(sync);
            awaitBuried();
            halt.lift();
            return killed;
        }
    }

    private boolean killByCalls(KillPoint point, String... options) throws Exception {
        if (point instanceof Call call) {
            sandbox.fault(call.fault());
        } else {
            sandbox.fault("{\"times\": 1}");
        }
        var sync = begin(options);
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> sandbox.look("/sandbox/faults").get(0).get("met").asInt() > 0 || !sync.runs());
        if (point instanceof Delay delay) {
            await().pollDelay(delay.delay()).until(() -> true);
        }
        var killed = killed(sync);
        sandbox.remove("/sandbox/faults");
        awaitBuried();
        return killed;
    }

    private static boolean killed(CommandProcess sync) throws InterruptedException {
        var ran = sync.runs();
        sync.process().destroyForcibly().waitFor();
        return ran;
    }

    CommandProcess begin(String... options) throws Exception {
        var words = new ArrayList<>(List.of("sync"));
        words.addAll(List.of(options));
        return gateway.begin(words.toArray(String[]::new));
    }

    /** What was killed would have kept the account for ten seconds more. */
    void endLease() throws SQLException {
        try (var connection = connectToStore();
                var statement = connection.createStatement()) {
            statement.execute("UPDATE account SET expires_at = 0");
        }
    }

    /** A run that comes to its end. */
    void copy(String... options) throws Exception {
        var said = begin(options).said(SOON);
        assertThat(said.exitCode()).as("seed %d: %s", SEED, said).isZero();
        assertThat(said.text()).contains("The sync default: success in ");
    }

    void asTheSource(String what, boolean withLists) throws SQLException {
        var truth = new SourceTruth(sandbox);
        for (var compared : SourceTruth.TABLES) {
            if (withLists || !compared.table().equals("lists")) {
                assertThat(new TreeSet<>(tables("main").lines(compared.query(" WHERE NOT is_deleted"))))
                        .as("%s, %s", compared.table(), what)
                        .isEqualTo(truth.of(compared));
            }
        }
        assertThat(tables("main").lines("SELECT run_id FROM _sync_runs WHERE status = 'running'"))
                .as(what)
                .isEmpty();
    }

    private void asACleanRunOf(String name) throws Exception {
        useWarehouse("clean");
        copy();
        assertThat(tables(name).live())
                .as("seed %d", SEED)
                .isEqualTo(tables("clean").live());
    }
}
