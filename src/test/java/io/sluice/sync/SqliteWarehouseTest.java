package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SqliteWarehouseTest {
    @TempDir
    Path directory;

    @Nested
    class Loads extends LoadingContract {
        @Override
        TestWarehouse create() {
            return SqliteWarehouse.in(directory);
        }

        @Test
        void rows_are_synced_before_a_load_has_come_through() throws Exception {
            try (var connection = place.dialect().connect()) {
                var sql = new Sql(connection, place.dialect());
                assertThat(sql.list("PRAGMA sfmc_prod.synchronous", row -> row.getInt(1)))
                        .containsExactly(2);
                assertThat(sql.list("PRAGMA sfmc_prod.journal_mode", row -> row.getString(1)))
                        .containsExactly("wal");
            }
        }

        @Test
        void whoever_opens_the_file_finds_the_tables_in_it_with_what_their_columns_mean() throws Exception {
            load(TestLoad.of(COLOURS).row("1", "red", 5L));

            try (var connection = DriverManager.getConnection(place.settings().url());
                    var statement = connection.createStatement();
                    var schema = statement.executeQuery("SELECT sql FROM sqlite_master WHERE name = 'colours'")) {
                assertThat(schema.next()).isTrue();
                assertThat(schema.getString(1)).contains("\"name\" TEXT -- What it's called.");
            }
        }

        @Test
        void a_reader_is_not_in_the_way() throws Exception {
            load(TestLoad.of(COLOURS).row("1", "red", 5L));
            try (var reader = connect();
                    var statement = reader.createStatement();
                    var rows = statement.executeQuery("SELECT name FROM sfmc_prod.colours")) {
                assertThat(rows.next()).isTrue();

                load(TestLoad.of(COLOURS).row("1", "navy", 5L));
            }
            assertThat(rows("SELECT name FROM sfmc_prod.colours")).containsExactly(List.of("navy"));
        }

        /** As it does when the disk is full. */
        @Test
        void after_the_database_has_undone_a_load_by_itself_the_next_one_is_one_transaction_as_well() throws Exception {
            load(TestLoad.of(COLOURS).row("1", "red", 5L));
            var before = rows("SELECT * FROM sfmc_prod.colours");
            var undone = TestLoad.of(COLOURS).at(START.plusSeconds(60)).row("1", "navy", 5L);
            var late = TestLoad.of(COLOURS).at(START.plusSeconds(120)).row("1", "green", 5L);
            try (var file = DriverManager.getConnection(place.settings().url());
                    var statement = file.createStatement();
                    var run = warehouse.open().orElseThrow()) {
                statement.execute(
                        "CREATE TRIGGER undone BEFORE UPDATE ON colours BEGIN SELECT RAISE(ROLLBACK, 'undone'); END");
                fails(run, undone.build(), "undone");
                statement.execute("DROP TRIGGER undone");
                statement.execute(
                        "CREATE TRIGGER late BEFORE UPDATE ON _sync_state BEGIN SELECT RAISE(ABORT, 'late'); END");
                fails(run, late.build(), "late");
                statement.execute("DROP TRIGGER late");
            }
            assertThat(rows("SELECT * FROM sfmc_prod.colours")).isEqualTo(before);
        }

        private static void fails(WarehouseRun run, Load load, String why) {
            run.started(load.runId(), load.collection(), load.startedAt());
            assertThatThrownBy(() -> run.write(load))
                    .isInstanceOf(WarehouseUnavailable.class)
                    .hasMessageContaining(why);
        }

        @Test
        void what_is_no_database_is_told() throws Exception {
            var file = directory.resolve("text.db");
            Files.writeString(file, "This is no database, it is a text. ".repeat(100));
            var broken = Warehouse.of(
                    new WarehouseSettings("jdbc:sqlite:" + file, Optional.empty(), Optional.empty()),
                    "sfmc_prod",
                    false);

            assertThatThrownBy(broken::prepare)
                    .isInstanceOf(WarehouseUnavailable.class)
                    .hasMessageContaining(file + ": it is damaged, or no SQLite file");
            assertThatThrownBy(broken::states).isInstanceOf(WarehouseUnavailable.class);
            assertThatThrownBy(broken::open).isInstanceOf(WarehouseUnavailable.class);
        }

        @Test
        void a_place_that_cannot_be_is_told() throws Exception {
            var file = Files.createFile(directory.resolve("file"));
            var nowhere = Warehouse.of(
                    new WarehouseSettings("jdbc:sqlite:" + file + "/w.db", Optional.empty(), Optional.empty()),
                    "sfmc_prod",
                    false);

            assertThatThrownBy(nowhere::prepare)
                    .isInstanceOf(WarehouseUnavailable.class)
                    .hasMessageContaining("cannot be made");
        }

        @Test
        void only_files_are_accepted() {
            for (var url :
                    List.of("jdbc:sqlite:", "jdbc:sqlite::memory:", "jdbc:sqlite:file:x", "jdbc:sqlite:x?mode=ro")) {
                assertThatThrownBy(() -> Warehouse.of(
                                new WarehouseSettings(url, Optional.empty(), Optional.empty()), "sfmc_prod", false))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("jdbc:sqlite:data/warehouse.db");
            }
            assertThatThrownBy(() -> Warehouse.of(place.settings(), "main", false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot be called main");
        }
    }

    @Nested
    class Locks extends RunLockContract {
        private int number;

        @Override
        TestWarehouse create() {
            return SqliteWarehouse.in(directory.resolve("place" + ++number));
        }

        @Override
        Connection locked() throws SQLException {
            var connection = connect();
            new Sql(connection, place.dialect()).execute("BEGIN IMMEDIATE");
            return connection;
        }
    }

    @Nested
    class Values extends ValuesContract {
        @Override
        TestWarehouse create() {
            return SqliteWarehouse.in(directory);
        }
    }

    @Nested
    class Tables extends TablesContract {
        @Override
        TestWarehouse create() {
            return SqliteWarehouse.in(directory);
        }
    }

    @Test
    void two_hundred_thousand_rows_pass_with_little_memory() throws Exception {
        LargeLoad.assertPasses(SqliteWarehouse.in(directory).settings());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_file_that_cannot_grow_within_the_transaction_leaves_all_as_it_was() throws Exception {
        CrampedLoad.assertLeavesAllAsItWas(SqliteWarehouse.in(directory).settings());
    }
}
