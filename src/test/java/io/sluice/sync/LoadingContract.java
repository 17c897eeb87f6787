package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a load does to rows, state and records. */
abstract class LoadingContract extends WarehouseTestBase {
    private static final String ROWS =
            "SELECT id, name, likes, received_at, uuid_ts, is_deleted, deleted_at, row_hash FROM sfmc_prod.colours ORDER BY id";

    private static final String STATE = "SELECT * FROM sfmc_prod._sync_state";
    private static final String RECORDS =
            "SELECT collection, status, fetched, inserted, updated, unchanged, deleted, calls, retries, notices, reason"
                    + " FROM sfmc_prod._sync_runs ORDER BY run_id";

    private static TestLoad twoColours() {
        return TestLoad.of(COLOURS).row("1", "red", 5L).row("2", "blue", 7L);
    }

    @Test
    void the_first_load_writes_every_row_and_remembers_how_far_it_is() throws Exception {
        var written = load(twoColours().watermark(START));

        assertThat(written)
                .isEqualTo(new Written(
                        Map.of("colours", new Changes(2, 2, 0, 0, 0)), Status.SUCCESS, List.of("a notice")));
        assertThat(rows("SELECT id, name, likes, is_deleted FROM sfmc_prod.colours ORDER BY id"))
                .containsExactly(List.of("1", "red", 5L, 0L), List.of("2", "blue", 7L, 0L));
        assertThat(warehouse.states())
                .containsOnlyKeys("colours")
                .containsValue(new CollectionState(
                        Optional.of(START),
                        Optional.of(START),
                        Optional.of(START),
                        Optional.of(START),
                        Optional.of(Status.SUCCESS)));
        assertThat(
                        rows(
                                "SELECT collection, status, fetched, inserted, deleted, calls, retries FROM sfmc_prod._sync_runs"))
                .containsExactly(List.of("colours", "success", 2L, 2L, 0L, 3L, 1L));
        assertThat(time("SELECT finished_at FROM sfmc_prod._sync_runs")).isAfter(START);
    }

    @Test
    void only_the_row_that_has_changed_is_written() throws Exception {
        load(twoColours());
        var before = rows(ROWS);

        var written = load(TestLoad.of(COLOURS)
                .at(START.plusSeconds(7_200))
                .row("1", "red", 5L)
                .row("2", "navy", 7L));

        assertThat(written.changes()).isEqualTo(new Changes(2, 0, 1, 1, 0));
        var after = rows(ROWS);
        assertThat(after.get(0)).isEqualTo(before.get(0));
        assertThat(after.get(1)).contains("navy");
        assertThat(time("SELECT received_at FROM sfmc_prod.colours WHERE id = '2'"))
                .isEqualTo(START.plusSeconds(7_260));
        assertThat(time("SELECT uuid_ts FROM sfmc_prod.colours WHERE id = '2'"))
                .isAfter(time("SELECT uuid_ts FROM sfmc_prod.colours WHERE id = '1'"));
    }

    @Test
    void where_nothing_has_changed_no_row_is_written() throws Exception {
        load(twoColours().watermark(START));
        var before = rows(ROWS);

        var written = load(twoColours().at(START.plusSeconds(7_200)).watermark(START.minusSeconds(60)));

        assertThat(written.changes()).isEqualTo(new Changes(2, 0, 0, 2, 0));
        assertThat(rows(ROWS)).isEqualTo(before);
        assertThat(warehouse.states().get("colours"))
                .as("the watermark is not lowered")
                .isEqualTo(new CollectionState(
                        Optional.of(START),
                        Optional.of(START.plusSeconds(7_200)),
                        Optional.of(START.plusSeconds(7_200)),
                        Optional.of(START.plusSeconds(7_200)),
                        Optional.of(Status.SUCCESS)));
        assertThat(rows(RECORDS)).hasSize(2);
    }

    @Test
    void a_load_without_a_watermark_keeps_the_one_there_is() {
        load(twoColours().watermark(START));
        load(twoColours());

        assertThat(warehouse.states().get("colours").watermark()).hasValue(START);
    }

    @Test
    void of_rows_with_one_key_the_last_one_is_written_and_counted_once() throws Exception {
        var written = load(TestLoad.of(COLOURS)
                .row("1", "red", 5L)
                .row("2", "blue", 7L)
                .row("1", "scarlet", 6L)
                .row("1", "crimson", 9L));

        assertThat(written.changes()).isEqualTo(new Changes(2, 2, 0, 0, 0));
        assertThat(rows("SELECT id, name, likes FROM sfmc_prod.colours ORDER BY id"))
                .containsExactly(List.of("1", "crimson", 9L), List.of("2", "blue", 7L));
    }

    @Test
    void what_a_complete_load_lacks_is_marked_deleted_and_comes_back_to_life() throws Exception {
        load(twoColours());

        var without = load(TestLoad.of(COLOURS).row("1", "red", 5L));

        assertThat(without.changes()).isEqualTo(new Changes(1, 0, 0, 1, 1));
        assertThat(rows("SELECT id, name, is_deleted FROM sfmc_prod.colours ORDER BY id"))
                .containsExactly(List.of("1", "red", 0L), List.of("2", "blue", 1L));
        assertThat(time("SELECT deleted_at FROM sfmc_prod.colours WHERE id = '2'"))
                .isEqualTo(time("SELECT uuid_ts FROM sfmc_prod.colours WHERE id = '2'"));
        assertThat(load(TestLoad.of(COLOURS).row("1", "red", 5L)).changes())
                .as("it is deleted once")
                .isEqualTo(new Changes(1, 0, 0, 1, 0));

        assertThat(load(twoColours()).changes()).isEqualTo(new Changes(2, 0, 1, 1, 0));
        assertThat(rows("SELECT id, name, is_deleted, deleted_at IS NULL FROM sfmc_prod.colours ORDER BY id"))
                .containsExactly(List.of("1", "red", 0L, 1L), List.of("2", "blue", 0L, 1L));
    }

    @Test
    void nothing_is_concluded_from_what_a_load_lacks_that_is_not_complete() throws Exception {
        load(twoColours());

        var written =
                load(TestLoad.of(COLOURS).partOfIt().at(START.plusSeconds(60)).row("2", "blue", 8L));

        assertThat(written.changes()).isEqualTo(new Changes(1, 0, 1, 0, 0));
        assertThat(rows("SELECT id, is_deleted FROM sfmc_prod.colours ORDER BY id"))
                .containsExactly(List.of("1", 0L), List.of("2", 0L));
        assertThat(warehouse.states().get("colours").lastFullAt()).hasValue(START);
    }

    @Test
    void a_shortfall_makes_it_partial_and_no_success() throws Exception {
        var written = load(twoColours().shortfall().watermark(START));

        assertThat(written.status()).isEqualTo(Status.PARTIAL);
        assertThat(rows("SELECT count(*) FROM sfmc_prod.colours")).containsExactly(List.of(2L));
        assertThat(rows("SELECT last_status FROM sfmc_prod._sync_state")).containsExactly(List.of("partial"));
        assertThat(warehouse.states().get("colours"))
                .isEqualTo(new CollectionState(
                        Optional.of(START),
                        Optional.of(START),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Status.PARTIAL)));
    }

    private static TestLoad colours(int from, int to) {
        var load = TestLoad.of(COLOURS);
        for (int i = from; i < to; i++) {
            load.row("id" + i, "colour " + i, 0L);
        }
        return load;
    }

    @Test
    void more_than_half_of_the_rows_are_not_deleted_at_once_unless_that_is_confirmed() throws Exception {
        load(colours(0, 300));

        var written = load(TestLoad.of(COLOURS));

        assertThat(written.status()).isEqualTo(Status.PARTIAL);
        assertThat(written.changes().deleted()).isZero();
        assertThat(written.notices())
                .anyMatch(notice -> notice.startsWith("mass delete guard: 300 of the 300 rows of colours")
                        && notice.contains("`sluice sync --collection colours --confirm-deletions`"));
        assertThat(rows("SELECT count(*) FROM sfmc_prod.colours WHERE is_deleted"))
                .containsExactly(List.of(0L));

        assertThat(load(TestLoad.of(COLOURS).sync("emea")).notices())
                .as("where a sync has a name, the command needs it")
                .anyMatch(notice ->
                        notice.contains("`sluice sync --sync emea --collection colours --confirm-deletions`"));

        assertThat(load(TestLoad.of(COLOURS).confirmed()))
                .isEqualTo(new Written(
                        Map.of("colours", new Changes(0, 0, 0, 0, 300)), Status.SUCCESS, List.of("a notice")));
        assertThat(rows("SELECT count(*) FROM sfmc_prod.colours WHERE is_deleted"))
                .containsExactly(List.of(300L));
    }

    @Test
    void half_of_the_rows_or_ten_of_them_may_go_at_once() {
        load(colours(0, 30));

        assertThat(load(colours(0, 15)).changes().deleted()).isEqualTo(15);
        assertThat(load(colours(10, 15)).changes().deleted()).isEqualTo(10);
        assertThat(load(TestLoad.of(COLOURS)).changes().deleted()).isEqualTo(5);
    }

    @Test
    void a_doubt_about_one_table_of_a_collection_is_a_doubt_about_all_of_them() throws Exception {
        var both = TestLoad.of(COLOURS, SHADES).row("1", "red", 5L).row("2", "blue", 7L);
        for (long i = 0; i < 20; i++) {
            both.row(SHADES, null, "1", i, "shade " + i);
        }
        load(both);

        var written = load(TestLoad.of(COLOURS, SHADES).row("1", "red", 5L));

        assertThat(written.status()).isEqualTo(Status.PARTIAL);
        assertThat(written.notices()).anyMatch(notice -> notice.contains("20 of the 20 rows of shades"));
        assertThat(rows("SELECT count(*) FROM sfmc_prod.colours WHERE is_deleted"))
                .containsExactly(List.of(0L));
    }

    @Test
    void the_tables_of_a_collection_are_written_together_or_not_at_all() throws Exception {
        load(TestLoad.of(COLOURS, SHADES)
                .row("1", "red", 5L)
                .row(SHADES, null, "1", 1L, "rust")
                .watermark(START));
        noTwoShadesHaveOneName();
        var rows = rows(ROWS);
        var state = rows(STATE);
        var broken = TestLoad.of(COLOURS, SHADES)
                .at(START.plusSeconds(60))
                .row("1", "green", 5L)
                .row(SHADES, null, "1", 2L, "moss")
                .row(SHADES, null, "1", 3L, "moss")
                .watermark(START.plusSeconds(50));

        try (var run = warehouse.open().orElseThrow()) {
            run.started(broken.runId(), "colours", START.plusSeconds(60));
            var record = rows(RECORDS);
            assertThatThrownBy(() -> run.write(broken.build()))
                    .isInstanceOf(WarehouseUnavailable.class)
                    .hasMessageNotContaining("moss");
            assertThat(rows(ROWS)).isEqualTo(rows);
            assertThat(rows(STATE)).isEqualTo(state);
            assertThat(rows(RECORDS)).isEqualTo(record);

            run.failed(broken.runId(), START.plusSeconds(60), notCopied(7, 2, List.of("so")));
        }
        assertThat(rows(RECORDS))
                .extracting(record -> record.subList(0, 3))
                .contains(List.of("colours", "failure", 0L));
        assertThat(
                        rows(
                                "SELECT calls, retries, reason, detail, remedy FROM sfmc_prod._sync_runs WHERE status = 'failure'"))
                .containsExactly(List.of(7L, 2L, "unavailable", "It is away.", "Wait."));
        assertThat(warehouse.states().get("colours"))
                .isEqualTo(new CollectionState(
                        Optional.of(START),
                        Optional.of(START.plusSeconds(60)),
                        Optional.of(START),
                        Optional.of(START),
                        Optional.of(Status.FAILURE)));
    }

    private static CollectionReport notCopied(int calls, int retries, List<String> notices) {
        return new CollectionReport(
                "colours",
                Status.FAILURE,
                Changes.NONE,
                calls,
                retries,
                Duration.ZERO,
                notices,
                Optional.of(new Fault("unavailable", "It is away.", "Wait.")));
    }

    @Test
    void rows_that_cannot_be_read_again_leave_all_as_it_was() throws Exception {
        load(twoColours());
        var before = rows(ROWS);
        var torn = TestLoad.of(COLOURS).row("1", "green", 5L).row("3", "white", 5L);

        assertThatThrownBy(() -> load(torn.reading((table, taker) -> {
                    torn.each(table, taker);
                    throw new IOException("Input/output error");
                })))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("Input/output error");

        assertThat(rows(ROWS)).isEqualTo(before);
        assertThat(load(TestLoad.of(COLOURS).row("1", "green", 5L).row("3", "white", 5L))
                        .changes())
                .isEqualTo(new Changes(2, 1, 1, 0, 1));
    }

    @Test
    void a_failure_that_is_told_after_the_load_came_through_changes_nothing() throws Exception {
        var load = twoColours().watermark(START);
        load(load);
        var records = rows(RECORDS);

        try (var run = warehouse.open().orElseThrow()) {
            run.failed(load.runId(), START, notCopied(0, 0, List.of()));
        }

        assertThat(rows(RECORDS)).isEqualTo(records);
        assertThat(rows("SELECT last_status FROM sfmc_prod._sync_state")).containsExactly(List.of("success"));
    }

    @Test
    void a_run_that_begins_removes_the_records_of_those_before_90_days() throws Exception {
        load(twoColours());
        var now = Instant.now();
        for (var days : List.of(91, 89)) {
            try (var connection = connect()) {
                new RunRecords(new Sql(connection, place.dialect()), TestWarehouse.SCHEMA)
                        .running(days + " days ago", "colours", now.minus(Duration.ofDays(days)));
            }
        }
        var state = rows("SELECT * FROM sfmc_prod._sync_state");

        warehouse.open().orElseThrow().close();

        assertThat(rows("SELECT run_id FROM sfmc_prod._sync_runs WHERE run_id LIKE '%days ago'"))
                .containsExactly(List.of("89 days ago"));
        assertThat(rows("SELECT * FROM sfmc_prod._sync_state")).isEqualTo(state).isNotEmpty();
    }

    @Test
    void the_rest_of_the_keys_that_begin_with_a_value_can_be_asked_for() {
        load(TestLoad.of(SHADES).row("1", 10L, "navy").row("1", 11L, "sky").row("2", 10L, "rose"));
        load(TestLoad.of(SHADES).row("1", 11L, "sky").row("2", 10L, "rose"));

        try (var run = warehouse.open().orElseThrow()) {
            assertThat(run.ids(SHADES, "1")).containsExactly("11");
            assertThat(run.ids(SHADES, "2")).containsExactly("10");
            assertThat(run.ids(SHADES, "3")).isEmpty();
        }
    }

    @Test
    void the_ids_of_what_is_not_deleted_can_be_asked_for() {
        load(twoColours());
        load(TestLoad.of(COLOURS).row("2", "blue", 7L));

        try (var run = warehouse.open().orElseThrow()) {
            assertThat(run.ids(COLOURS)).containsExactly("2");
            assertThat(run.ids(SHADES)).as("there is no such table").isEmpty();
            assertThat(Duration.between(run.now(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
        }
    }
}
