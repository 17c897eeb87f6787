package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.inbox.Store.Urgency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
    @TempDir
    Path directory;

    @Nested
    class Log extends LogContract {
        @Override
        TestDatabase create() {
            return SqliteFile.in(directory);
        }

        @Test
        void a_full_store_is_unavailable_until_there_is_room_again() throws Exception {
            accept(events("before", 1));
            setting("max_page_count = 1"); // SQLite makes it as many as there are
            var many = TestEvents.events("many", 100, clock.instant(), 1_000);

            var stages = whileTheWriterIsBusy(() -> List.of(
                    store.write(Urgency.SETTLE, tx -> {
                        tx.count(Map.of(new Count("lane", "m", "delivered", ""), 1L));
                        return 1;
                    }),
                    store.append(many)));

            assertThat(get(stages.get(0))).isEqualTo(1);
            assertThatThrownBy(() -> get(stages.get(1))).hasCauseInstanceOf(StoreUnavailable.class);
            assertThat(store.totals().counts()).hasSize(1);
            assertThat(log(store)).hasSize(1);

            setting("max_page_count = 1000000");
            assertThat(accept(many)).isEqualTo(100);
        }

        @Test
        void commits_are_synced_and_pages_can_be_given_back() throws Exception {
            assertThat(setting("synchronous")).isEqualTo("2"); // FULL
            assertThat(setting("fullfsync")).isEqualTo("1");
            assertThat(setting("journal_mode")).isEqualTo("wal");
            assertThat(setting("auto_vacuum")).isEqualTo("2"); // INCREMENTAL
        }

        @Test
        void nobody_else_can_read_what_people_have_sent() throws Exception {
            accept(events("before", 1));
            var file = SqliteFile.in(directory).file();
            for (var beside : List.of("", "-wal", "-shm")) {
                assertThat(Files.getPosixFilePermissions(file.resolveSibling(file.getFileName() + beside)))
                        .as(beside)
                        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
            }
        }

        @Test
        void it_says_how_safe_its_commits_are() {
            assertThat(store.settings()).contains("journal_mode=wal", "synchronous=2", "fullfsync=1");
        }

        private String setting(String name) throws Exception {
            Optional<String> value = get(store.clean(tx -> tx.sql().first("PRAGMA " + name, row -> row.getString(1))));
            return value.orElseThrow();
        }
    }

    @Nested
    class SubmittedJobs extends JobContract {
        @Override
        TestDatabase create() {
            return SqliteFile.in(directory);
        }
    }

    @Nested
    class Lanes extends LaneContract {
        @Override
        TestDatabase create() {
            return SqliteFile.in(directory);
        }

        @Test
        void a_lease_of_a_dead_process_does_not_hinder() throws Exception {
            long first = settle(tx -> tx.lease("main", "dead", 3_600_000)).orElseThrow();
            store.close();
            store = openAgain();

            assertThat(lease(store, "alive").orElseThrow()).isGreaterThan(first);
        }
    }

    @Nested
    class Persons extends PeopleContract {
        @Override
        TestDatabase create() {
            return SqliteFile.in(directory);
        }
    }

    @Nested
    class Remembering extends NewestContract {
        @Override
        TestDatabase create() {
            return SqliteFile.in(directory);
        }
    }

    @Nested
    class Forgets extends ForgettingContract {
        @Override
        TestDatabase create() {
            return SqliteFile.in(directory);
        }
    }

    @Nested
    class Retaining extends RetentionContract {
        @Override
        TestDatabase create() {
            return SqliteFile.in(directory);
        }

        @Test
        void the_file_does_not_grow_under_steady_traffic_and_shrinks_after_a_flood() throws Exception {
            writing(tx -> tx.register("lane", "main"));
            fillAndClean("flood", 8_000);
            long first = size();
            assertThat(first).isLessThan(4 << 20);

            fillAndClean("steady", 1_000);
            long steady = size();
            for (int round = 0; round < 5; round++) {
                fillAndClean("steady" + round, 1_000);
            }
            assertThat(size()).isLessThanOrEqualTo(steady + steady / 4);
        }

        private void fillAndClean(String prefix, int count) throws Exception {
            for (int i = 0; i < count; i += 500) {
                accept(TestEvents.events(prefix + i, 500, clock.instant(), 1_000));
            }
            writing(tx -> tx.move("lane", store.logEnd(), ""));
            clock.advance(Duration.ofDays(8));
            clean();
        }

        private long size() throws IOException {
            database.number("PRAGMA wal_checkpoint(TRUNCATE)");
            return Files.size(((SqliteFile) database).file());
        }
    }

    @Test
    void a_second_process_is_refused_with_a_sentence() throws Exception {
        var file = SqliteFile.in(directory);
        try (var store = SqlStore.open(file.database(InstantSource.system()))) {
            var second = ChildStore.start(file.config());
            assertThat(second.waitFor()).isNotZero();
            assertThat(new String(second.getErrorStream().readAllBytes()))
                    .contains("The store " + file.file() + " is in use by another process (pid "
                            + ProcessHandle.current().pid() + ")");
            assertThatThrownBy(() -> file.database(InstantSource.system())).hasMessageContaining("is in use");
            assertThat(store.logEnd()).isZero();
        }
        file.database(InstantSource.system()).close();
    }

    @Test
    void nothing_acknowledged_is_lost_when_the_process_is_killed() throws Exception {
        ChildStore.assertKillsLoseNothing(SqliteFile.in(directory));
    }

    @Test
    void an_address_without_a_file_is_refused() {
        for (var url :
                new String[] {"jdbc:sqlite:", "jdbc:sqlite::memory:", "jdbc:sqlite:a.db?mode=ro", "jdbc:h2:mem:x"}) {
            assertThatThrownBy(() -> Database.of(new TestStoreConfig(url), InstantSource.system()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("sluice.store.url must");
        }
    }
}
