package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That a schema has one run at a time, and that a dead one is in nobody's way. */
abstract class RunLockContract extends WarehouseTestBase {
    @Test
    void a_second_run_is_not_let_in_before_the_first_one_is_over() {
        var first = warehouse.open().orElseThrow();

        assertThat(warehouse.open()).isEmpty();
        assertThat(open(true).open()).isEmpty();
        first.close();
        warehouse.open().orElseThrow().close();
    }

    @Test
    void of_many_that_begin_at_once_one_runs() throws Exception {
        var opened = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> open(false).open()))
                .toList();
        var runs = opened.stream()
                .flatMap(run -> run.orTimeout(30, TimeUnit.SECONDS).join().stream())
                .toList();

        assertThat(runs).hasSize(1);
        runs.get(0).close();
    }

    @Test
    void the_lock_of_a_process_that_was_killed_is_taken_over_and_its_record_closed() throws Exception {
        var child = ChildRun.start(place.settings());
        try (var output = child.inputReader()) {
            assertThat(output.readLine()).isEqualTo("running");
            assertThat(warehouse.open()).isEmpty();

            child.toHandle().destroyForcibly();
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            var run = warehouse.open();
            run.ifPresent(WarehouseRun::close);
            return run.isPresent();
        });
        assertThat(rows("SELECT run_id, collection, status, reason, finished_at IS NULL FROM sfmc_prod._sync_runs"))
                .containsExactly(List.of("child", "colours", "failure", "interrupted", 0L));
        assertThat(warehouse.states()).as("it did not come to an end").isEmpty();
    }

    @Test
    void a_run_that_was_taken_for_dead_writes_nothing_more() throws Exception {
        var late = TestLoad.of(COLOURS).row("1", "red", 5L);
        try (var run = warehouse.open().orElseThrow()) {
            run.create(late.tables());
            run.started(late.runId(), "colours", START);
            execute("UPDATE sfmc_prod._sync_runs SET status = 'failure'");

            assertThatThrownBy(() -> run.write(late.build()))
                    .isInstanceOf(WarehouseUnavailable.class)
                    .hasMessageContaining("another run has begun");
        }
        assertThat(rows("SELECT count(*) FROM sfmc_prod.colours")).containsExactly(List.of(0L));
    }

    /** Keeps everybody else from writing to the colours, until it is closed. */
    abstract Connection locked() throws SQLException;

    @Test
    @Timeout(60)
    void whoever_keeps_a_table_to_himself_is_not_waited_for_without_end() throws Exception {
        load(TestLoad.of(COLOURS).row("1", "red", 5L));
        var load = TestLoad.of(COLOURS).row("1", "navy", 5L);
        try (var run = warehouse.open().orElseThrow()) {
            run.started(load.runId(), "colours", START);
            try (var other = locked()) {
                assertThat(other.isClosed()).isFalse();
                assertThatThrownBy(() -> run.write(load.build()))
                        .isInstanceOf(WarehouseUnavailable.class)
                        .satisfies(e ->
                                assertThat(((WarehouseUnavailable) e).remedy()).contains("The next run tries again"));
            }
            assertThat(rows("SELECT name FROM sfmc_prod.colours")).containsExactly(List.of("red"));

            run.write(load.build());
        }
        assertThat(rows("SELECT name FROM sfmc_prod.colours")).containsExactly(List.of("navy"));
    }

    @Test
    void many_may_prepare_it_at_once() throws Exception {
        place = create();
        warehouse = open(false);
        var prepared = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(() -> open(false).prepare()))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(prepared).get(30, TimeUnit.SECONDS);

        assertThat(warehouse.states()).isEmpty();
        assertThat(rows("SELECT count(*) FROM sfmc_prod._sync_runs")).containsExactly(List.of(0L));
    }

    @Test
    void nothing_has_been_copied_where_nothing_was_prepared() {
        place = create();
        warehouse = open(false);

        assertThat(warehouse.states()).isEmpty();
        try (var run = warehouse.open().orElseThrow()) {
            assertThat(run.states()).isEmpty();
        }
    }
}
