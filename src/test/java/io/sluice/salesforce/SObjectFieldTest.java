package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.delivery.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SObjectFieldTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "{0} takes {1} as {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            FirstName         | "Ann"                       | "Ann"
            FirstName         | " Ann  "                    | " Ann"
            FirstName         | "  "                        | null
            FirstName         | null                        | null
            Phone             | 3535551234                  | "3535551234"
            Phone             | 12345678.5                  | "12345678.5"
            Description       | true                        | "true"
            Email             | "not an address"            | "not an address"
            Rating            | "Boiling"                   | "Boiling"
            CleanStatus       | "pending"                   | "Pending"
            CleanStatus       | ""                          | null
            Tags__c           | "Row; sail"                 | "row;sail"
            NumberOfEmployees | 7                           | 7
            NumberOfEmployees | 7.0                         | 7
            NumberOfEmployees | "38"                        | 38
            NumberOfEmployees | " "                         | null
            AnnualRevenue     | "1200.5"                    | 1200.5
            Berth_No__c       | -9999.123                   | -9999.123
            Vip__c            | true                        | true
            Vip__c            | "TRUE"                      | true
            Vip__c            | 0                           | false
            Born__c           | "1990-01-02"                | "1990-01-02"
            Born__c           | "1990-01-02T23:30:00-05:00" | "1990-01-02"
            Born__c           | "1990-01-02T23:30:00"       | "1990-01-02"
            Born__c           | 1717070400                  | "2024-05-30"
            Met__c            | "2024-05-30"                | "2024-05-30T00:00:00Z"
            Met__c            | "2024-05-30T14:00:00+02:00" | "2024-05-30T14:00:00+02:00"
            Met__c            | 1717070400                  | "2024-05-30T12:00:00Z"
            """)
    void takes_values_in_its_own_form(String field, String value, String taken) throws JsonProcessingException {
        assertThat(take(field, value)).isInstanceOfSatisfying(FieldValue.Good.class, good -> {
            assertThat(good.value().toString()).isEqualTo(taken);
            assertThat(good.cut()).isFalse();
        });
    }

    @ParameterizedTest(name = "{0} does not take {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CleanStatus       | "Boiling"                   | VALUE_INVALID | field 'CleanStatus' (picklist 40): the value is not in its restricted picklist
            Tags__c           | "sail;fly"                  | VALUE_INVALID | field 'Tags__c' (multipicklist 4099): the value is not in its restricted picklist
            NumberOfEmployees | 7.5                         | VALUE_INVALID | field 'NumberOfEmployees' (int): is not a whole number
            NumberOfEmployees | "many"                      | VALUE_INVALID | field 'NumberOfEmployees' (int): is not a number
            NumberOfEmployees | true                        | VALUE_INVALID | field 'NumberOfEmployees' (int): is not a number
            NumberOfEmployees | 123456789                   | VALUE_INVALID | field 'NumberOfEmployees' (int): the number has more than 8 digits before the point
            Berth_No__c       | 10000                       | VALUE_INVALID | field 'Berth_No__c' (double): the number has more than 4 digits before the point
            AnnualRevenue     | 1e999                       | VALUE_INVALID | field 'AnnualRevenue' (currency): is not a number
            Vip__c            | "yes"                       | VALUE_INVALID | field 'Vip__c' (boolean): is not true or false
            Born__c           | "03/04/2024"                | VALUE_INVALID | field 'Born__c' (date): is not a date in ISO-8601, such as 2024-05-30T13:30:00Z
            Met__c            | "2024-05-30T14:00:00"       | VALUE_INVALID | field 'Met__c' (datetime): is a time without offset; send one, or give the mapping its zone
            """)
    void refuses_what_salesforce_certainly_refuses(String field, String value, Reason reason, String detail)
            throws JsonProcessingException {
        assertThat(take(field, value)).isEqualTo(new FieldValue.Bad(reason, detail));
    }

    @Test
    void cuts_a_long_text_between_its_characters() throws JsonProcessingException {
        var sails = "\"" + "⛵a\uD83D\uDEA3".repeat(10) + "\"";
        assertThat(take("favBoat__c", sails)).isInstanceOfSatisfying(FieldValue.Good.class, good -> {
            assertThat(good.value().textValue()).isEqualTo("⛵a\uD83D\uDEA3".repeat(6) + "⛵a");
            assertThat(good.cut()).isTrue();
        });
        assertThat(take("favBoat__c", "\"" + "b".repeat(20) + "   \""))
                .isInstanceOfSatisfying(
                        FieldValue.Good.class, good -> assertThat(good.cut()).isFalse());
    }

    @ParameterizedTest
    @CsvSource({"Email, 81", "Member_No__c, 11", "Rating, 256", "OwnerId, 19"})
    void never_cuts_what_would_be_another_then(String field, int length) throws JsonProcessingException {
        assertThat(take(field, "\"" + "x".repeat(length) + "\"")).isInstanceOfSatisfying(FieldValue.Bad.class, bad -> {
            assertThat(bad.reason()).isEqualTo(Reason.TOO_LONG);
            assertThat(bad.detail()).contains("'" + field + "'").doesNotContain("xx");
        });
    }

    @Test
    void looks_for_a_text_whole_or_not_at_all() throws JsonProcessingException {
        var phone = Described.lead().field("phone").orElseThrow();
        assertThat(phone.takeWhole(JSON.readTree("\"" + "5".repeat(41) + "\""))).isInstanceOf(FieldValue.Bad.class);
    }

    private static FieldValue take(String field, String value) throws JsonProcessingException {
        JsonNode node = JSON.readTree(value);
        return Described.lead().field(field).orElseThrow().take(node);
    }
}
