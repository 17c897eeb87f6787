package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowReadingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private static final Table TABLE = Table.named("things", "Things.")
            .key("id")
            .text("id", "id", "Its id.")
            .text("name", List.of("label", "name"), "Its name.")
            .text("label", "label", "Its label.")
            .integer("number", "number", "A number.")
            .decimal("share", "deep.share", "A share.")
            .bool("good", "deep.good", "Whether.")
            .time("at", "at", "When.")
            .kept("kept", "deep.kept")
            .build();

    @Test
    void each_column_has_what_its_path_shows() {
        var read = read("{'id':'a','name':'b','number':7,'deep':{'share':0.5,'good':true},'at':'2026-02-03T09:15:27'}");
        assertThat(read.row().values())
                .containsExactly("a", "b", null, 7L, 0.5, true, Instant.parse("2026-02-03T15:15:27Z"));
        assertThat(read.row().extra()).isEmpty();
        assertThat(read.row().receivedAt()).isEqualTo(NOW);
        assertThat(read.news()).isEmpty();
        assertThat(read.misfits()).isEmpty();
    }

    @Test
    void the_first_of_several_paths_with_a_value_counts() {
        var read = read("{'id':'a','name':'b','label':'c'}");
        assertThat(read.row().values()).startsWith("a", "c", "c");
        assertThat(extra(read)).as("the other one is not lost").isEqualTo("{'name':'b'}");
        assertThat(read.news()).isEmpty();
        assertThat(read("{'id':'a','name':'b','label':null}").row().values()).startsWith("a", "b");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-03T09:15:27, 2026-02-03T15:15:27Z",
        "2026-02-03T09:15:27.1, 2026-02-03T15:15:27.100Z",
        "2026-01-10T07:20:53.18, 2026-01-10T13:20:53.180Z",
        "2026-01-10T07:20:53.1234567, 2026-01-10T13:20:53.123456Z",
        "2026-02-28T23:30:00, 2026-03-01T05:30:00Z",
        // In Chicago this time does not exist, because clocks go from 02:00 to 03:00.
        "2026-03-08T02:30:00, 2026-03-08T08:30:00Z",
        "2026-07-01T00:00:00, 2026-07-01T06:00:00Z",
        "2026-02-03T09:15:27Z, 2026-02-03T09:15:27Z",
        "2026-02-03T09:15:27.5+02:00, 2026-02-03T07:15:27.500Z",
        "9999-12-31T17:59:59.999, 9999-12-31T23:59:59.999Z"
    })
    void times_without_an_offset_are_six_hours_behind_utc_all_year(String shown, Instant expected) {
        var zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/Chicago"));
        try {
            assertThat(at(read("{'id':'a','at':'" + shown + "'}"))).isEqualTo(expected);
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000", ""})
    void the_year_one_means_no_time(String shown) {
        var read = read("{'id':'a','at':'" + shown + "'}");
        assertThat(at(read)).isNull();
        assertThat(read.misfits()).isEmpty();
        assertThat(read.row().extra()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "number | '12a' | a text, not a whole number of 64 bits",
                "number | 1.5 | a number, not a whole number of 64 bits",
                "number | 9223372036854775808 | a number, not a whole number of 64 bits",
                "number | true | a boolean, not a whole number of 64 bits",
                "number | [1] | a list, not a whole number of 64 bits",
                "at | 'soon' | a text, not a time",
                "at | '2026-02-30T00:00:00' | a text, not a time",
                "at | 20260203 | a number, not a time",
                "at | '+12026-02-03T09:15:27' | a text, not a time",
                "name | {'de':'b'} | an object, not text"
            })
    void a_value_that_does_not_fit_leaves_its_column_empty_and_is_kept(String field, String value, String why) {
        var read = read("{'id':'a','" + field + "':" + value + "}");
        assertThat(read.misfits()).containsExactly(field + " is " + why);
        assertThat(RecordingScan.value(read.row(), field)).isNull();
        assertThat(extra(read)).isEqualTo("{'" + field + "':" + value + "}");
        assertThat(read.news()).as("it has a column").isEmpty();
    }

    @Test
    void what_does_not_fit_below_an_object_is_kept_in_its_place() {
        var read = read("{'id':'a','deep':{'share':'much','good':'no','kept':1}}");
        assertThat(read.misfits())
                .containsExactly(
                        "deep.share is a text, not a decimal number of 64 bits",
                        "deep.good is a text, not true or false");
        assertThat(extra(read)).isEqualTo("{'deep':{'share':'much','good':'no','kept':1}}");
    }

    @Test
    void a_number_too_large_for_a_double_does_not_fit() {
        assertThat(read("{'id':'a','deep':{'share':1e999}}").misfits())
                .containsExactly("deep.share is a number, not a decimal number of 64 bits");
    }

    @Test
    void a_value_where_an_object_was_does_not_fit_either() {
        var read = read("{'id':'a','deep':'flat'}");
        assertThat(read.misfits()).containsExactly("deep is a text, not an object");
        assertThat(extra(read)).isEqualTo("{'deep':'flat'}");
        assertThat(read.news()).isEmpty();
    }

    @Test
    void numbers_and_booleans_may_come_as_texts() {
        var read = read("{'id':7,'number':'252','deep':{'share':'9.25','good':'True'}}");
        assertThat(read.row().values()).containsExactly("7", null, null, 252L, 9.25, true, null);
        assertThat(read.misfits()).isEmpty();
        assertThat(read("{'id':'a','number':5.0}").row().values()).contains(5L);
    }

    @Test
    void an_empty_text_is_a_text_and_no_number() {
        var read = read("{'id':'a','name':'','number':'','deep':{'share':'','good':''}}");
        assertThat(read.row().values()).containsExactly("a", "", null, null, null, null, null);
        assertThat(read.misfits()).isEmpty();
    }

    @Test
    void a_list_in_a_column_of_text_is_its_json() {
        assertThat(read("{'id':'a','name':['x','{{y}}']}").row().values()).contains("[\"x\",\"{{y}}\"]");
    }

    @Test
    void what_has_no_column_is_kept_and_only_what_is_new_is_told() {
        var read =
                read("{'id':'a','owner':{'id':4,'nick':null},'kept':{'x':1},'deep':{'kept':2,'fresh':[1]},'gone':null,"
                        + "'none':{}}");
        assertThat(read.news()).containsExactly("deep.fresh", "owner");
        assertThat(extra(read)).isEqualTo("{'owner':{'id':4},'kept':{'x':1},'deep':{'kept':2,'fresh':[1]}}");
        assertThat(read.misfits()).isEmpty();
    }

    @Test
    void no_sentence_about_a_value_shows_it() {
        var read = read("{'id':'a','number':'secret-1','at':'secret-2','deep':'secret-3','label':{'x':'secret-4'}}");
        assertThat(read.misfits()).hasSize(4).noneMatch(sentence -> sentence.contains("secret"));
    }

    private static Object at(RowReading.Read read) {
        return RecordingScan.value(read.row(), "at");
    }

    private static RowReading.Read read(String json) {
        return RowReading.read(TABLE, (ObjectNode) tree(json), NOW);
    }

    private static String extra(RowReading.Read read) {
        return read.row().extra().map(JsonNode::toString).orElse("").replace('"', '\'');
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
