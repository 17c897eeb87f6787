package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.inbox.Store.Urgency;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresStoreTest {
    @Nested
    class Log extends LogContract {
        @Override
        TestDatabase create() {
            return PostgresDatabase.create();
        }

        @Test
        void lost_connections_are_made_again_without_anybody_noticing() throws Exception {
            accept(events("before", 1));
            ((PostgresDatabase) database).terminateConnections();

            assertThat(log(store)).hasSize(1);
            assertThat(accept(events("after", 1))).isEqualTo(1);
        }

        @Test
        void a_connection_lost_within_a_transaction_costs_nobody_anything() throws Exception {
            var runs = new AtomicInteger();
            var stages = whileTheWriterIsBusy(() -> List.of(
                    store.write(Urgency.SETTLE, tx -> tx.append(events("first", 1))),
                    store.write(Urgency.SETTLE, tx -> {
                        if (runs.incrementAndGet() == 1) {
                            ((PostgresDatabase) database).terminateConnections();
                        }
                        return tx.append(events("second", 1));
                    }),
                    store.append(events("third", 1))));

            for (var stage : stages) {
                assertThat(get(stage)).isEqualTo(1);
            }
            assertThat(runs).hasValue(2);
            assertThat(ids(log(store))).containsExactly("first-0", "second-0", "third-0");
        }

        @Test
        void commits_are_synced_though_the_server_would_not() throws Exception {
            assertThat(database.number("SELECT count(*) FROM pg_settings"
                            + " WHERE name = 'synchronous_commit' AND setting = 'off'"))
                    .isEqualTo(1);

            Optional<String> ours =
                    get(store.clean(tx -> tx.sql().first("SHOW synchronous_commit", row -> row.getString(1))));

            assertThat(ours).hasValue("on");
            assertThat(store.settings()).contains("synchronous_commit=on", "fsync=off");
        }

        @Test
        void the_tables_of_others_do_not_disturb() throws Exception {
            database = create();
            try (var connection = database.connect();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE campaigns (id text)");
            }
            try (var beside = openAgain()) {
                assertThat(beside.logEnd()).isZero();
            }
        }

        @Test
        void an_absent_database_is_unavailable_until_it_comes_back() throws Exception {
            var postgres = (PostgresDatabase) database;
            accept(events("before", 1));
            postgres.goAway();

            assertThatThrownBy(() -> accept(events("lost", 1))).hasCauseInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> accept(events("lost", 1))).hasCauseInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> store.logEnd()).isInstanceOf(StoreUnavailable.class);

            postgres.comeBack();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> accept(events("e", 1)) >= 0);
            assertThat(ids(log(store))).containsExactly("before-0", "e-0");
        }

        @Test
        void a_reader_skips_nothing_that_two_processes_append() throws Exception {
            try (var second = openAgain()) {
                var tail = new LogTail(store, 2 * 4 * 100);
                tail.start();
                var callers = Stream.of(store, second)
                        .flatMap(one -> IntStream.range(0, 4)
                                .mapToObj(caller -> CompletableFuture.runAsync(() -> appendMany(one, caller))))
                        .toArray(CompletableFuture[]::new);
                CompletableFuture.allOf(callers).get(30, TimeUnit.SECONDS);

                tail.assertSawEachEventOnceAndInOrder();
            }
        }

        private void appendMany(SqlStore one, int caller) {
            for (int i = 0; i < 100; i++) {
                var prefix = System.identityHashCode(one) + "-" + caller + "-" + i;
                one.append(events(prefix, 1)).toCompletableFuture().join();
            }
        }

        @Test
        void two_processes_that_bring_the_same_event_keep_it_once() throws Exception {
            try (var second = openAgain()) {
                var first = store.append(events("same", 500));
                var other = second.append(events("same", 500));

                assertThat(get(first) + get(other)).isEqualTo(500);
            }
            assertThat(log(store)).hasSize(500);
        }

        @Test
        void two_processes_may_be_told_to_forget_the_same_users_at_once() throws Exception {
            try (var second = openAgain()) {
                var appends = IntStream.range(0, 50)
                        .boxed()
                        .flatMap(i -> Stream.of(
                                store.append(List.of(People.delete("a" + i, "user" + i, clock.instant()))),
                                second.append(List.of(People.delete("b" + i, "user" + (49 - i), clock.instant())))))
                        .toList();
                for (var append : appends) {
                    assertThat(get(append)).isEqualTo(1);
                }
            }
            assertThat(database.number("SELECT count(*) FROM suppressed")).isEqualTo(50);
        }

        @Test
        void several_processes_may_start_at_once() throws Exception {
            database = create();
            var stores = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(this::openAgain))
                    .toList();
            for (var opening : stores) {
                var opened = opening.get(30, TimeUnit.SECONDS);
                assertThat(opened.logEnd()).isZero();
                opened.close();
            }
        }

        @Test
        void the_clock_is_the_databases() throws Exception {
            try (var own = SqlStore.open(new Postgres(database.config()))) {
                long theirs = database.number("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint");
                long asked = get(own.write(Urgency.SETTLE, Tx::now));

                assertThat(asked).isBetween(theirs, theirs + 10_000);
                assertThat(own.now()).isBetween(asked, asked + 10_000);
            }
        }
    }

    @Nested
    class SubmittedJobs extends JobContract {
        @Override
        TestDatabase create() {
            return PostgresDatabase.create();
        }
    }

    @Nested
    class Lanes extends LaneContract {
        @Override
        TestDatabase create() {
            return PostgresDatabase.create();
        }

        @Test
        void an_account_is_not_given_to_two_processes() throws Exception {
            try (var second = openAgain()) {
                long mine = lease(store, "a").orElseThrow();

                assertThat(lease(second, "b")).isEmpty();
                clock.advance(Duration.ofMillis(1_000));
                assertThat(lease(second, "b")).hasValue(mine + 1);
                assertThatThrownBy(() -> writing(tx -> tx.fence("main", mine))).hasCauseInstanceOf(Tx.LeaseLost.class);
            }
        }

        @Test
        void who_writes_under_a_fence_waits_for_a_commit_under_it_and_who_asks_for_the_lease_does_not()
                throws Exception {
            long mine = lease(store, "a").orElseThrow();
            try (var second = openAgain();
                    var commit = database.connect();
                    var statement = commit.createStatement()) {
                commit.setAutoCommit(false);
                var held = new Postgres(database.config()).holdingRow();
                statement.execute("SELECT fence FROM account WHERE name = 'main'" + held);

                assertThat(lease(second, "b")).isEmpty();
                var write = store.write(Urgency.SETTLE, tx -> {
                    tx.fence("main", mine);
                    return true;
                });
                Awaitility.await()
                        .during(Duration.ofMillis(500))
                        .atMost(Duration.ofSeconds(5))
                        .until(() -> !write.toCompletableFuture().isDone());
                commit.commit();
                assertThat(get(write)).isTrue();
            }
        }
    }

    @Nested
    class Persons extends PeopleContract {
        @Override
        TestDatabase create() {
            return PostgresDatabase.create();
        }
    }

    @Nested
    class Remembering extends NewestContract {
        @Override
        TestDatabase create() {
            return PostgresDatabase.create();
        }
    }

    @Nested
    class Forgets extends ForgettingContract {
        @Override
        TestDatabase create() {
            return PostgresDatabase.create();
        }
    }

    @Nested
    class Retaining extends RetentionContract {
        @Override
        TestDatabase create() {
            return PostgresDatabase.create();
        }
    }

    @Test
    void the_store_survives_a_restart_of_the_database(@TempDir Path directory) throws Exception {
        var server = start(directory, 0);
        var database = PostgresDatabase.create(server);
        try (var store = SqlStore.open(database.database(InstantSource.system()))) {
            var now = InstantSource.system().instant();
            StoreTestBase.get(store.append(TestEvents.events("before", 1, now)));

            server.close();
            assertThatThrownBy(() -> StoreTestBase.get(store.append(TestEvents.events("lost", 1, now))))
                    .hasCauseInstanceOf(StoreUnavailable.class);

            server = start(directory, server.getPort());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> StoreTestBase.get(store.append(TestEvents.events("after", 1, now))) >= 0);
            assertThat(StoreTestBase.ids(StoreTestBase.log(store))).isEqualTo(List.of("before-0", "after-0"));
        } finally {
            server.close();
        }
    }

    private static EmbeddedPostgres start(Path directory, int port) throws Exception {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    @Test
    void nothing_acknowledged_is_lost_when_the_process_is_killed() throws Exception {
        ChildStore.assertKillsLoseNothing(PostgresDatabase.create());
    }
}
