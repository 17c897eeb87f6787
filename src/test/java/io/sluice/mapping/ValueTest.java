package io.sluice.mapping;

import static io.sluice.mapping.Sample.json;
import static io.sluice.mapping.Sample.x;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Mapped;
import io.sluice.delivery.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTest {
    private static final String EVENT =
            "{type:'identify', userId:'u1', traits:{n:7, f:1.50, b:false, s:'Ab ', blank:' ', nil:null, zero:0,"
                    + " a:{b:['x', {'odd key':'deep', 'with.dot':1}]}, tags:['p','q'], yes:'TRUE', num:' 12.5 '}}";

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            $.traits.n                                            | 7
            $.traits.f                                            | 1.50
            $.traits.b                                            | false
            `"$.traits.a.b[1]['odd key']"`                        | 'deep'
            `"$.traits.a.b[1]['with.dot']"`                       | 1
            `[ $.traits.none, $.traits.nil, $.traits.blank, $.traits.s ]` | 'Ab '
            `[ $.traits.none, $.traits.zero, $.traits.n ]`        | 0
            `[ $.traits.none, fallback ]`                         | 'fallback'
            gold                                                  | 'gold'
            12                                                    | 12
            true                                                  | true
            `{ constant: $5 }`                                    | '$5'
            `{ format: '{$.userId}-{$.traits.n}' }`               | 'u1-7'
            `{ format: '{{{$.userId}}}' }`                        | '{u1}'
            `{ from: $.traits.n, as: text }`                      | '7'
            `{ from: [ $.traits.none, $.traits.s ], as: lower }`  | 'ab '
            `{ from: $.traits.s, as: upper }`                     | 'AB '
            `{ from: $.traits.s, as: trim }`                      | 'Ab'
            `{ from: $.traits.num, as: number }`                  | 12.5
            `{ constant: '42', as: number }`                      | 42
            `{ from: $.traits.yes, as: boolean }`                 | true
            `{ from: $.traits.zero, as: boolean }`                | false
            `{ from: $.traits.tags, as: json }`                   | '["p","q"]'
            `{ jq: 'if .traits.n > 5 then "gold" else "basic" end' }` | 'gold'
            `{ jq: '.traits.tags | join(", ")' }`                 | 'p, q'
            `{ jq: '.traits.n * 2', as: text }`                   | '14'
            """)
    void gives(String value, String result) {
        assertThat(x(value, EVENT)).hasToString(json(result).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$.traits.none",
                "$.traits.n.below",
                "\"$.traits.s[0]\"",
                "\"$.traits.tags[2]\"",
                "{ format: '{$.userId}-{$.traits.none}' }",
                "{ from: $.traits.none, as: number }",
                "{ from: $.traits.nil, as: date }",
                "{ from: $.traits.blank, as: date }",
                "{ from: $.traits.blank, as: number }",
                "{ from: $.traits.blank, as: boolean }",
                "{ jq: empty }",
                "{ jq: .traits.none }",
            })
    void leaves_the_column_out(String value) {
        assertThat(x(value, EVENT)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ from: $.traits.s, as: number }",
                "{ from: $.traits.b, as: number }",
                "{ from: $.traits.n, as: boolean }",
                "{ from: $.traits.tags, as: text }",
                "$.traits.a",
                "$.traits.tags",
                "{ jq: .traits }",
                "{ jq: '.traits.s - 1' }",
                "{ jq: '1, 2' }",
                "{ jq: 'def f: f; f' }",
                "{ jq: '[range(1e15)] | length' }",
                "{ jq: 'last(range(1e15))' }",
                "{ jq: 'until(false; .)' }",
            })
    @Timeout(20)
    void refuses_what_cannot_be_had_in_that_form(String value) {
        var mapped = Sample.map(Sample.upsert("fields: { X: " + value + " }"), EVENT);
        assertThat(mapped).isInstanceOfSatisfying(Mapped.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.VALUE_INVALID);
            assertThat(refused.detail()).startsWith("column 'X': ").doesNotContain("Ab");
        });
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(textBlock = """
            '2020-05-30T13:30:00Z',            2020-05-30T13:30:00Z
            '2020-05-30T13:30:00.123456+02:00',2020-05-30T13:30:00.123+02:00
            '2020-05-30 13:30:00+00',          2020-05-30T13:30:00Z
            '2020-05-30T13:30-0600',           2020-05-30T13:30:00-06:00
            '1990-01-02',                      1990-01-02
            'Sat, 30 May 2020 13:30:00 GMT',   2020-05-30T13:30:00Z
            1590845400,                        2020-05-30T13:30:00Z
            1590845400.5,                      2020-05-30T13:30:00.5Z
            1590845400123,                     2020-05-30T13:30:00.123Z
            '1590845400',                      2020-05-30T13:30:00Z
            '1590845400123',                   2020-05-30T13:30:00.123Z
            """)
    void reads_dates(String given, String date) {
        assertThat(x("{ from: $.traits.d, as: date }", at(given)).textValue()).isEqualTo(date);
    }

    @Test
    void takes_a_day_for_its_midnight_when_a_time_is_asked_for() {
        assertThat(x("{ from: $.traits.d, as: datetime }", at("1990-01-02")).textValue())
                .isEqualTo("1990-01-02T00:00:00Z");
        assertThat(x("{ from: $.traits.d, as: datetime, zone: Europe/Oslo }", at("2024-07-02"))
                        .textValue())
                .isEqualTo("2024-07-02T00:00:00+02:00");
    }

    @Test
    void takes_a_time_without_offset_where_the_mapping_says() {
        assertThat(x("{ from: $.traits.d, as: date, zone: -06:00 }", at("2020-05-30T13:30:00"))
                        .textValue())
                .isEqualTo("2020-05-30T13:30:00-06:00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "03/04/2024",
                "2020-05-30T13:30:00",
                "20240530",
                "2024-02-30",
                "2024-13-01",
                "yesterday",
                "1",
                "0",
                "-1590845400",
                "202405301330",
            })
    void refuses_dates_that_can_be_read_in_two_ways_or_none(String given) {
        assertThat(Sample.map(Sample.upsert("fields: { X: { from: $.traits.d, as: date } }"), at(given)))
                .isInstanceOfSatisfying(Mapped.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reason.VALUE_INVALID));
    }

    @Test
    void refuses_numbers_that_might_as_well_be_days() {
        var mapped = Sample.map(
                Sample.upsert("fields: { X: { from: $.traits.d, as: date } }"),
                "{type:'identify', userId:'u', traits:{d:20240530}}");
        assertThat(mapped).isInstanceOf(Mapped.Refused.class);
    }

    @Test
    void a_hostile_text_does_not_keep_a_regular_expression_busy() {
        var yaml = Sample.upsert("fields: {}").replace("when: {}", "when: { $.traits.s: { matches: '^(a+)+$' } }");
        var flow = Sample.flow(yaml);
        var event = Sample.event("{type:'identify', userId:'u', traits:{s:'" + "a".repeat(30_000) + "!'}}");
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(flow.map(event)).hasSize(1));
    }

    private static String at(String given) {
        var quoted = given.matches("[0-9.]{1,13}") && !given.matches("0?|20240530") && given.indexOf('\'') < 0;
        return "{type:'identify', userId:'u', traits:{d:" + (quoted ? given : "'" + given + "'") + "}}";
    }
}
