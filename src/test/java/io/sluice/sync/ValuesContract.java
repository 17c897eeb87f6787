package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That what is read from a table is what was written to it. */
abstract class ValuesContract extends WarehouseTestBase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Table ALL = Table.named("all_types", "One column of each type.")
            .key("key")
            .text("key", "key", "Its key.")
            .text("text", "text", "Text.")
            .integer("integer", "integer", "A whole number.")
            .decimal("double", "double", "A number.")
            .bool("boolean", "boolean", "Yes or no.")
            .time("timestamp", "timestamp", "A time.")
            .build();

    private void assertKept(Object... values) throws SQLException {
        assertKeptAs(Arrays.asList(values), values);
    }

    private void assertKeptAs(List<Object> expected, Object... values) throws SQLException {
        var row = new ArrayList<Object>(List.of("the key"));
        row.addAll(Arrays.asList(values));
        load(TestLoad.of(ALL).row(row.toArray()));
        try (var connection = connect()) {
            var read = new Sql(connection, place.dialect())
                    .one(
                            "SELECT text, integer, \"double\", \"boolean\", timestamp FROM sfmc_prod.all_types",
                            found -> Arrays.asList(
                                    found.getString(1),
                                    found.getObject(2) == null ? null : (Object) found.getLong(2),
                                    found.getObject(3) == null ? null : (Object) found.getDouble(3),
                                    found.getObject(4) == null ? null : (Object) found.getBoolean(4),
                                    place.dialect().instant(found, 5)));
            assertThat(read).isEqualTo(expected);
        }
    }

    @Test
    void usual_values() throws Exception {
        assertKept("red", 5L, 1.5, true, Instant.parse("2026-02-03T15:15:27.123456Z"));
    }

    @Test
    void nulls() throws Exception {
        assertKept(null, null, null, null, null);
    }

    @Test
    void empty_text_and_the_smallest() throws Exception {
        assertKept("", Long.MIN_VALUE, -Double.MAX_VALUE, false, Instant.parse("0001-01-01T00:00:00Z"));
    }

    @Test
    void the_largest() throws Exception {
        assertKept("\\N", Long.MAX_VALUE, Double.MIN_VALUE, true, Instant.parse("9999-12-31T23:59:59.999999Z"));
    }

    @Test
    void text_that_means_something_to_a_database() throws Exception {
        assertKept("a\tb\nc\rd\\e\\.\n\\.\n'f'\"g\";--\u0001\b\f\u007f\\N\\t {} null", 0L, -0.1, false, Instant.EPOCH);
    }

    @Test
    void text_of_all_the_world() throws Exception {
        assertKept("ñ ß 漢字 עברית 🎨 é \uFFFF \uD83D\uDC69\u200D\uD83C\uDFA8", 1L, 1e300, true, Instant.EPOCH);
    }

    @Test
    void long_text() throws Exception {
        assertKept("0123456789\\\n漢".repeat(100_000), 1L, 1e-300, true, Instant.EPOCH);
    }

    @Test
    void what_is_finer_than_a_microsecond_is_cut_off() throws Exception {
        var fine = Instant.parse("2026-02-03T15:15:27.123456999Z");
        assertKeptAs(
                List.of("red", 5L, 1.5, true, Instant.parse("2026-02-03T15:15:27.123456Z")),
                "red",
                5L,
                1.5,
                true,
                fine);
    }

    @Test
    void characters_that_text_cannot_have_are_written_out_and_told() throws Exception {
        assertKeptAs(
                List.of("a\\u0000b\\ud83dc\\udc69", 5L, 1.5, true, Instant.EPOCH),
                "a\0b\uD83Dc\uDC69",
                5L,
                1.5,
                true,
                Instant.EPOCH);
        assertThat(rows("SELECT notices FROM sfmc_prod._sync_runs").toString())
                .contains("all_types: 1 texts hold NUL characters or halves of surrogate pairs");
    }

    @Test
    void such_a_row_is_unchanged_when_it_is_read_again() {
        var load = TestLoad.of(ALL).row("\0", "a\0b", 5L, 1.5, true, Instant.EPOCH);
        load(load);

        var again = TestLoad.of(ALL).row("\0", "a\0b", 5L, 1.5, true, Instant.EPOCH);
        assertThat(load(again).changes()).isEqualTo(new Changes(1, 0, 0, 1, 0));
    }

    @Test
    void what_has_no_column_is_kept_as_json() throws Exception {
        var extra = JSON.readTree("""
                {"owner": {"name": "O'Neill \\\\ \\"Ann\\"\\n", "tags": ["a", 1, 2.5, true, null, 12345678901234567890, {"b": []}]}, "漢": "🎨"}""");
        assertThat(kept(extra)).isEqualTo(extra);
    }

    @Test
    void json_may_have_what_text_cannot() throws Exception {
        var extra = JSON.readTree("{\"a\\u0000\": [\"b\\u0000\\ud83d\"]}");

        assertThat(kept(extra)).isEqualTo(JSON.readTree("{\"a\\\\u0000\": [\"b\\\\u0000\\\\ud83d\"]}"));
    }

    private JsonNode kept(JsonNode extra) throws Exception {
        load(TestLoad.of(COLOURS).row(COLOURS, extra, "1", "red", 5L));
        return JSON.readTree(
                rows("SELECT extra FROM sfmc_prod.colours").get(0).get(0).toString());
    }

    @Test
    void numbers_as_keys_and_several_of_them() throws Exception {
        var load = TestLoad.of(COLOURS, SHADES)
                .row(SHADES, null, "1", 10L, "rust")
                .row(SHADES, null, "1", 9L, "wine")
                .row(SHADES, null, "2", 9L, "navy");
        load(load);

        assertThat(rows("SELECT name FROM sfmc_prod.shades ORDER BY colour_id, key"))
                .containsExactly(List.of("wine"), List.of("rust"), List.of("navy"));
    }
}
