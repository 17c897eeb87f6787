package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.delivery.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "{0} takes {1} as {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Text         | "Ann"                            | "Ann"
            Text         | " Ann "                          | " Ann "
            Text         | 129.5                            | "129.5"
            Text         | 12345678.5                       | "12345678.5"
            Text         | 1e300                            | "1.0E+300"
            Text         | 1e999                            | "Infinity"
            Text         | true                             | "true"
            Text         | "03/04/2024"                     | "03/04/2024"
            Text         | ""                               | ""
            EmailAddress | "not an address"                 | "not an address"
            Phone        | 4712345678                       | "4712345678"
            Locale       | "somewhere"                      | "somewhere"
            Number       | 7                                | 7
            Number       | 7.0                              | 7
            Number       | 7.5                              | 7.5
            Number       | "7"                              | 7
            Number       | 12345678901                      | 12345678901
            Number       | true                             | 1
            Number       | false                            | 0
            Number       | " "                              | null
            Decimal      | 129.55                           | 129.55
            Decimal      | "129.55"                         | 129.55
            Decimal      | 0                                | 0
            Boolean      | true                             | true
            Boolean      | "TRUE"                           | true
            Boolean      | 0                                | false
            Boolean      | "yes"                            | "yes"
            Boolean      | "perhaps"                        | "perhaps"
            Boolean      | ""                               | null
            Date         | "2024-05-30T14:00:00+02:00"      | "2024-05-30T14:00:00+02:00"
            Date         | "Thu, 30 May 2024 12:00:00 GMT"  | "2024-05-30T12:00:00Z"
            Date         | 1717070400                       | "2024-05-30T12:00:00Z"
            Date         | "1990-01-02"                     | "1990-01-02"
            Date         | ""                               | null
            Geography    | "03/04/2024"                     | "03/04/2024"
            Text         | null                             | null
            """)
    void takes_a_value_in_its_form(String type, String value, String taken) {
        assertThat(column(type, 0, 0, true).take(json(value)))
                .isInstanceOfSatisfying(
                        Cell.Good.class, good -> assertThat(good.value()).hasToString(taken));
    }

    @ParameterizedTest(name = "{0} does not take {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Number  | "many"                 | is not a number
            Number  | "1,000"                | is not a number
            Number  | 1e999                  | is not a number
            Decimal | "129.5 NOK"            | is not a number
            Date    | "03/04/2024"           | is not a date in ISO-8601, such as 2024-05-30T13:30:00Z
            Date    | "2024-05-30T14:00:00"  | is a time without offset; send one, or give the mapping its zone
            Date    | 20240530               | is a number that is not clearly seconds or milliseconds since 1970
            Date    | true                   | is a boolean, not a date
            """)
    void refuses_what_is_no_number_or_date(String type, String value, String why) {
        assertThat(column(type, 0, 0, true).take(json(value)))
                .isEqualTo(new Cell.Bad(Reason.VALUE_INVALID, "column 'X' (" + type + "): " + why));
    }

    @ParameterizedTest(name = "{0} {1},{2}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Text         | 5  | 0 | "12345"        | true
            Text         | 5  | 0 | "12345   "     | true
            Text         | 5  | 0 | "123456"       | false
            Text         | 5  | 0 | 123456         | false
            EmailAddress | 9  | 0 | "ann@ex.com"   | false
            Decimal      | 6  | 2 | 1234.56        | true
            Decimal      | 6  | 2 | 1234.5678      | true
            Decimal      | 6  | 2 | 12345.6        | false
            Decimal      | 6  | 2 | -12345.6       | false
            Decimal      | 2  | 2 | 0.5            | true
            Number       | 4  | 0 | 123456         | true
            """)
    void refuses_what_is_longer_than_the_column(String type, int length, int scale, String value, boolean fits) {
        var cell = column(type, length, scale, true).take(json(value));
        assertThat(cell instanceof Cell.Good).isEqualTo(fits);
        if (cell instanceof Cell.Bad bad) {
            assertThat(bad.reason()).isEqualTo(Reason.TOO_LONG);
            assertThat(bad.detail()).contains("'X' (" + type + " " + length).doesNotContain("123", "ann");
        }
    }

    @Test
    void refuses_nothing_where_there_must_be_something() {
        assertThat(column("Text", 0, 0, false).take(json("null")))
                .isEqualTo(new Cell.Bad(Reason.NULL_REFUSED, "column 'X' (Text): may not be empty"));
        assertThat(column("Number", 0, 0, false).take(json("\" \""))).isInstanceOf(Cell.Bad.class);
        assertThat(column("Text", 0, 0, false).take(json("\"\""))).as("a text").isInstanceOf(Cell.Good.class);
        var key = Column.of(json("{\"name\":\"Id\",\"type\":\"Number\",\"isPrimaryKey\":true}"));
        assertThat(key.take(json("\"\"")))
                .isEqualTo(new Cell.Bad(Reason.KEY_MISSING, "column 'Id' (Number): may not be empty"));
    }

    @Test
    void is_read_from_what_the_destination_says_and_believes_nothing_that_it_does_not_say() {
        var column = Column.of(
                json(
                        "{\"name\":\"Total\",\"type\":\"decimal\",\"length\":8,\"scale\":2,\"isNullable\":false,\"defaultValue\":\"0\"}"));
        assertThat(column).isEqualTo(new Column("Total", ColumnType.DECIMAL, 8, 2, false, false, true));
        assertThat(column.required()).isFalse();
        assertThat(Column.of(json("{\"name\":\"Any\"}")))
                .isEqualTo(new Column("Any", ColumnType.OTHER, 0, 0, false, true, false));
    }

    private static Column column(String type, int length, int scale, boolean nullable) {
        return new Column("X", ColumnType.named(type), length, scale, false, nullable, false);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
