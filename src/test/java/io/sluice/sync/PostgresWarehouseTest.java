package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PostgresWarehouseTest {
    @Nested
    class Loads extends LoadingContract {
        @Override
        TestWarehouse create() {
            return PostgresWarehouse.create();
        }

        private PostgresWarehouse postgres() {
            return (PostgresWarehouse) place;
        }

        @Test
        void a_connection_that_is_lost_before_the_commit_leaves_all_as_it_was() throws Exception {
            load(TestLoad.of(COLOURS).row("1", "red", 5L).watermark(START));
            var rows = rows("SELECT * FROM sfmc_prod.colours");
            var state = rows("SELECT * FROM sfmc_prod._sync_state");
            execute("""
                    CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
                        $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
                    CREATE CONSTRAINT TRIGGER dying AFTER UPDATE ON sfmc_prod.colours
                        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()""");
            var next = TestLoad.of(COLOURS)
                    .at(START.plusSeconds(60))
                    .row("1", "navy", 5L)
                    .watermark(START.plusSeconds(50));

            assertThatThrownBy(() -> load(next))
                    .isInstanceOf(WarehouseUnavailable.class)
                    .hasMessageContaining("57P01");

            assertThat(rows("SELECT * FROM sfmc_prod.colours")).isEqualTo(rows);
            assertThat(rows("SELECT * FROM sfmc_prod._sync_state")).isEqualTo(state);
            execute("DROP FUNCTION die() CASCADE");
            var again = TestLoad.of(COLOURS).row("1", "navy", 5L).row("2", "blue", 1L);
            assertThat(load(again).changes()).isEqualTo(new Changes(2, 1, 1, 0, 0));
        }

        @Test
        void a_commit_whose_answer_is_lost_has_come_through_when_its_record_is_there() throws Exception {
            try (var proxy = LosingProxy.to(PostgresWarehouse.port())) {
                var through = Warehouse.of(
                        postgres().through(proxy.port()), TestWarehouse.SCHEMA, false, Duration.ofSeconds(10));
                var load = TestLoad.of(COLOURS).row("1", "red", 5L).watermark(START);
                try (var run = through.open().orElseThrow()) {
                    run.create(load.tables());
                    run.started(load.runId(), "colours", START);
                    proxy.loseTheAnswerTo("COMMIT");

                    assertThat(run.write(load.build()).changes()).isEqualTo(new Changes(1, 1, 0, 0, 0));
                    assertThat(proxy.lost()).isEqualTo(1);
                    assertThat(warehouse.open()).as("the lock was taken again").isEmpty();
                }
            }
            assertThat(rows("SELECT status FROM sfmc_prod._sync_runs")).containsExactly(List.of("success"));
        }

        @Test
        void connections_that_are_lost_between_two_steps_are_made_again_with_the_lock() throws Exception {
            var load = TestLoad.of(COLOURS).row("1", "red", 5L);
            try (var run = warehouse.open().orElseThrow()) {
                run.create(load.tables());
                run.started(load.runId(), "colours", START);
                postgres().terminateConnections();

                assertThat(run.write(load.build()).changes().inserted()).isEqualTo(1);
                assertThat(warehouse.open()).isEmpty();
            }
        }

        @Test
        void a_run_that_another_one_has_followed_writes_nothing_more() throws Exception {
            var load = TestLoad.of(COLOURS).row("1", "red", 5L);
            try (var run = warehouse.open().orElseThrow()) {
                run.create(load.tables());
                run.started(load.runId(), "colours", START);
                postgres().terminateConnections();
                warehouse.open().orElseThrow().close();

                assertThatThrownBy(() -> run.write(load.build())).hasMessageContaining("another run has begun");
            }
            assertThat(rows("SELECT reason FROM sfmc_prod._sync_runs")).containsExactly(List.of("interrupted"));
        }

        @Test
        void a_run_that_has_lost_its_lock_to_another_says_so() {
            var load = TestLoad.of(COLOURS).row("1", "red", 5L);
            try (var run = warehouse.open().orElseThrow()) {
                postgres().terminateConnections();
                try (var other = warehouse.open().orElseThrow()) {
                    assertThat(other.states()).isEmpty();
                    assertThatThrownBy(() -> run.compare(load.build()))
                            .isInstanceOf(WarehouseUnavailable.class)
                            .hasMessageContaining("another run has the lock");
                }
            }
        }

        @Test
        void a_warehouse_that_is_away_is_told_and_found_again() throws Exception {
            try (var run = warehouse.open().orElseThrow()) {
                postgres().goAway();
                assertThatThrownBy(run::now)
                        .isInstanceOf(WarehouseUnavailable.class)
                        .hasMessageContaining(
                                "The warehouse at jdbc:postgresql://127.0.0.1:" + PostgresWarehouse.port());
                assertThatThrownBy(warehouse::states).isInstanceOf(WarehouseUnavailable.class);
                assertThatThrownBy(warehouse::open).isInstanceOf(WarehouseUnavailable.class);

                var back = CompletableFuture.runAsync(
                        postgres()::comeBack, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
                assertThat(run.states()).isEmpty();
                back.get(30, TimeUnit.SECONDS);
            }
        }

        @Test
        void the_database_itself_says_what_tables_and_columns_hold() throws Exception {
            load(TestLoad.of(COLOURS).row("1", "red", 5L));

            assertThat(rows("SELECT obj_description('sfmc_prod.colours'::regclass),"
                            + " col_description('sfmc_prod.colours'::regclass, 2)"))
                    .containsExactly(List.of("Colours, and who likes them.", "What it's called."));
        }

        @Test
        void a_user_without_rights_is_told_what_to_grant() throws Exception {
            execute("CREATE ROLE reader LOGIN PASSWORD 'secret-word'");
            try {
                var reader = Warehouse.of(
                        new WarehouseSettings(
                                place.settings().url(), Optional.of("reader"), Optional.of("secret-word")),
                        "other_schema",
                        false);

                assertThatThrownBy(reader::prepare)
                        .isInstanceOf(WarehouseUnavailable.class)
                        .hasMessageContaining("permission denied")
                        .hasMessageNotContaining("secret-word")
                        .satisfies(e ->
                                assertThat(((WarehouseUnavailable) e).remedy()).contains("USAGE and CREATE"));
            } finally {
                execute("DROP ROLE reader");
            }
        }

        @Test
        void no_value_of_a_row_is_in_a_message() throws Exception {
            load(TestLoad.of(COLOURS).row("1", "red", 5L));
            execute("ALTER TABLE sfmc_prod.colours ADD CONSTRAINT short CHECK (length(name) < 5)");

            assertThatThrownBy(() -> load(TestLoad.of(COLOURS).row("1", "private value", 5L)))
                    .isInstanceOf(WarehouseUnavailable.class)
                    .hasMessageContaining("23514")
                    .hasMessageNotContaining("private");
        }

        @Test
        void a_url_with_a_password_is_not_shown() {
            var wrong = Warehouse.of(
                    new WarehouseSettings(
                            "jdbc:postgresql://127.0.0.1:1/x?user=a&password=secret-word",
                            Optional.empty(),
                            Optional.empty()),
                    "sfmc_prod",
                    false);

            assertThatThrownBy(wrong::prepare)
                    .isInstanceOf(WarehouseUnavailable.class)
                    .hasMessageContaining("refused")
                    .hasMessageNotContaining("secret-word");
        }
    }

    @Nested
    class Locks extends RunLockContract {
        @Override
        TestWarehouse create() {
            return PostgresWarehouse.create();
        }

        @Override
        Connection locked() throws SQLException {
            var connection = connect();
            connection.setAutoCommit(false);
            new Sql(connection, place.dialect()).execute("LOCK TABLE sfmc_prod.colours IN SHARE MODE");
            return connection;
        }
    }

    @Nested
    class Values extends ValuesContract {
        @Override
        TestWarehouse create() {
            return PostgresWarehouse.create();
        }
    }

    @Nested
    class Tables extends TablesContract {
        @Override
        TestWarehouse create() {
            return PostgresWarehouse.create();
        }
    }

    @Test
    void two_hundred_thousand_rows_pass_with_little_memory() throws Exception {
        LargeLoad.assertPasses(PostgresWarehouse.create().settings());
    }
}
