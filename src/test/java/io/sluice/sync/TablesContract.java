package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How tables are made and grow, history, and that a rehearsal leaves nothing. */
abstract class TablesContract extends WarehouseTestBase {
    /** As a later version might declare them. */
    private static final Table MORE_COLOURS = Table.named("colours", "Colours, and who likes them.")
            .key("id")
            .text("id", "id", "Its id.")
            .text("family", "family", "Which family it is of.")
            .text("name", "name", "What it's called.")
            .statistic("likes", Type.INTEGER, "likes", "How many like it.")
            .alsoAs("hues")
            .build();

    private static final Table HUES = Table.named("colours", "Colours, and who likes them.")
            .key("id")
            .text("id", "id", "Its id.")
            .text("name", "name", "What it's called.")
            .statistic("likes", Type.INTEGER, "likes", "How many like it.")
            .alsoAs("hues")
            .build();

    @Test
    void a_column_that_is_declared_later_is_added_to_table_view_and_history() throws Exception {
        var versions = open(true);
        load(versions, TestLoad.of(HUES).row("1", "red", 5L));
        assertThat(rows("SELECT id, name FROM sfmc_prod.hues")).containsExactly(List.of("1", "red"));

        load(versions, TestLoad.of(MORE_COLOURS).at(START.plusSeconds(60)).row("1", "warm", "red", 5L));

        assertThat(rows("SELECT id, family, name, likes FROM sfmc_prod.hues"))
                .containsExactly(List.of("1", "warm", "red", 5L));
        assertThat(rows("SELECT family FROM sfmc_prod.colours_history ORDER BY valid_from"))
                .containsExactly(Arrays.asList((Object) null), List.of("warm"));
        load(versions, TestLoad.of(HUES).row("2", "red", 5L).confirmed());
        assertThat(rows("SELECT count(*) FROM sfmc_prod.hues WHERE family IS NULL"))
                .as("an older version may come back")
                .containsExactly(List.of(1L));
    }

    @Test
    void a_column_of_another_type_is_told_and_left() throws Exception {
        try (var run = warehouse.open().orElseThrow()) {
            run.create(List.of(COLOURS));
            assertThat(run.create(List.of(COLOURS))).isEmpty();
            var other = Table.named("colours", "Colours, and who likes them.")
                    .key("id")
                    .text("id", "id", "Its id.")
                    .integer("name", "name", "A number now.")
                    .build();

            assertThat(run.create(List.of(other)))
                    .containsExactly("sfmc_prod.colours.name is of type "
                            + place.dialect().type(Type.TEXT) + ", and "
                            + place.dialect().type(Type.INTEGER) + " was declared: it was left as it is.");
        }
    }

    @Test
    void a_table_of_somebody_else_is_not_written_to() throws Exception {
        execute("CREATE TABLE sfmc_prod.colours (id text, name text)");

        assertThatThrownBy(() -> load(TestLoad.of(COLOURS).row("1", "red", 5L)))
                .isInstanceOf(WarehouseUnavailable.class)
                .hasMessageContaining("sfmc_prod.colours was not made by a sync")
                .satisfies(e -> assertThat(((WarehouseUnavailable) e).remedy()).contains("rename it"));
    }

    @Test
    void something_else_with_the_name_of_a_view_is_told_and_left() throws Exception {
        execute("CREATE TABLE sfmc_prod.hues (id text)");

        try (var run = warehouse.open().orElseThrow()) {
            assertThat(run.create(List.of(HUES)))
                    .containsExactly("sfmc_prod.hues is there, and is no view: it was left as it is.");
        }
    }

    @Test
    void a_change_ends_one_version_and_begins_the_next() throws Exception {
        var versions = open(true);
        load(versions, TestLoad.of(COLOURS).row("1", "red", 5L).row("2", "blue", 7L));
        load(
                versions,
                TestLoad.of(COLOURS)
                        .at(START.plusSeconds(3_600))
                        .row("1", "red", 6L)
                        .row("2", "navy", 7L));

        assertThat(rows("SELECT id, name, likes FROM sfmc_prod.colours ORDER BY id"))
                .containsExactly(List.of("1", "red", 6L), List.of("2", "navy", 7L));
        assertThat(
                        rows(
                                "SELECT id, name, likes, valid_to IS NULL FROM sfmc_prod.colours_history ORDER BY id, valid_from"))
                .as("statistics alone make no version")
                .containsExactly(
                        List.of("1", "red", 5L, 1L), List.of("2", "blue", 7L, 0L), List.of("2", "navy", 7L, 1L));
        assertThat(time("SELECT valid_to FROM sfmc_prod.colours_history WHERE name = 'blue'"))
                .isEqualTo(time("SELECT valid_from FROM sfmc_prod.colours_history WHERE name = 'navy'"))
                .isEqualTo(START.plusSeconds(3_660));
    }

    @Test
    void a_deletion_ends_a_version_and_the_row_that_comes_back_begins_another() throws Exception {
        var versions = open(true);
        load(versions, TestLoad.of(COLOURS).row("1", "red", 5L));
        load(versions, TestLoad.of(COLOURS).at(START.plusSeconds(60)));

        assertThat(time("SELECT valid_to FROM sfmc_prod.colours_history"))
                .isEqualTo(time("SELECT deleted_at FROM sfmc_prod.colours"));
        load(versions, TestLoad.of(COLOURS).at(START.plusSeconds(7_200)).row("1", "red", 5L));
        assertThat(rows("SELECT name, valid_to IS NULL FROM sfmc_prod.colours_history ORDER BY valid_from"))
                .containsExactly(List.of("red", 0L), List.of("red", 1L));
    }

    @Test
    void history_that_is_asked_for_later_begins_with_what_is_there() throws Exception {
        load(TestLoad.of(COLOURS).row("1", "red", 5L));
        load(open(true), TestLoad.of(COLOURS).at(START.plusSeconds(60)).row("1", "red", 5L));

        assertThat(rows("SELECT name, valid_to FROM sfmc_prod.colours_history"))
                .containsExactly(Arrays.asList("red", null));
    }

    @Test
    void the_first_rehearsal_says_what_would_be_written_and_leaves_nothing() throws Exception {
        var load = TestLoad.of(COLOURS, SHADES).row("1", "red", 5L).row(SHADES, null, "1", 1L, "rust");
        try (var run = warehouse.open().orElseThrow()) {
            assertThat(run.compare(load.build()))
                    .isEqualTo(new Written(
                            Map.of("colours", new Changes(1, 1, 0, 0, 0), "shades", new Changes(1, 1, 0, 0, 0)),
                            Status.SUCCESS,
                            List.of("a notice")));
        }
        try (var connection = connect()) {
            var sql = new Sql(connection, place.dialect());
            assertThat(place.dialect().columns(sql, "colours")).isEmpty();
        }
        assertThat(warehouse.states()).isEmpty();
        assertThat(rows("SELECT count(*) FROM sfmc_prod._sync_runs")).containsExactly(List.of(0L));
    }

    @Test
    void a_rehearsal_says_what_a_load_then_does() throws Exception {
        load(TestLoad.of(COLOURS).row("1", "red", 5L).row("2", "blue", 7L).row("3", "white", 1L));
        var before = rows("SELECT * FROM sfmc_prod.colours ORDER BY id");
        var load = TestLoad.of(COLOURS).row("1", "red", 5L).row("2", "navy", 7L).row("4", "black", 2L);

        Written rehearsed;
        try (var run = warehouse.open().orElseThrow()) {
            rehearsed = run.compare(load.build());
        }

        assertThat(rows("SELECT * FROM sfmc_prod.colours ORDER BY id")).isEqualTo(before);
        assertThat(rehearsed.changes()).isEqualTo(new Changes(3, 1, 1, 1, 1));
        assertThat(load(load)).isEqualTo(rehearsed);
    }

    @Test
    void names_come_from_declarations_and_checked_settings_only() {
        for (var schema : List.of("", "Sfmc", "a\"b", "a.b", "a; DROP TABLE x", "1a", "a".repeat(64))) {
            assertThatThrownBy(() -> Warehouse.of(place.settings(), schema, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must begin with a small letter");
        }
        assertThatThrownBy(() -> Warehouse.of(
                        new WarehouseSettings("jdbc:mysql://h/d", Optional.empty(), Optional.empty()),
                        "sfmc_prod",
                        false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:sqlite:")
                .hasMessageContaining("jdbc:postgresql:");
    }
}
