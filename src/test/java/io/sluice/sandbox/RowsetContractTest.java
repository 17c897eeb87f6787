package io.sluice.sandbox;

import static io.sluice.sandbox.Caller.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowsetContractTest {
    private static final SandboxProcess SANDBOX =
            SandboxProcess.start("--rate", "0", "--data", "src/test/resources/sandbox/types.yaml");
    private static final String ROWSET = "/hub/v1/dataevents/key:all-types/rowset";

    private final Caller caller = new Caller(SANDBOX);

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @BeforeEach
    void reset() {
        SANDBOX.reset();
        caller.signedIn();
    }

    @Test
    void the_rows_are_echoed_and_kept() {
        var rows = "[" + row("a", "\"Text\":\"one\"") + "," + row("b", "\"Number\":2") + "]";

        var answer = caller.post(ROWSET, rows);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(tree(rows));
        assertThat(kept("a").get("Text").asText()).isEqualTo("one");
        assertThat(kept("b").get("Number").asInt()).isEqualTo(2);
    }

    @Test
    void the_guid_addresses_the_same_data_extension() {
        var guid = SANDBOX.look("/sandbox/rows/all-types").get("id").asText();

        for (var address : List.of(guid, "id:" + guid, guid.toUpperCase())) {
            assertThat(caller.post("/hub/v1/dataevents/" + address + "/rowset", "[" + row("a", "\"Text\":1") + "]")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(SANDBOX.look("/sandbox/rows/all-types").get("history")).hasSize(3);
    }

    @Test
    void one_row_can_be_put_by_its_keys() {
        var answer = caller.put(
                "/hub/v1/dataevents/key:orders/rows/Contact%20Key:u1,Order%20Id:o%2F1", "{\"values\":{\"Total\":3}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json())
                .isEqualTo(tree("{\"keys\":{\"Contact Key\":\"u1\",\"Order Id\":\"o/1\"},\"values\":{\"Total\":3}}"));
        assertThat(SANDBOX.look("/sandbox/rows/orders").at("/rows/0/Total").asText())
                .isEqualTo("3.00");
    }

    @Test
    void names_of_columns_and_values_of_keys_compare_without_case() {
        caller.post(ROWSET, "[" + row("ABC", "\"tExT\":\"one\"") + "]");
        caller.post(ROWSET, "[{\"keys\":{\"contact key\":\"abc\"},\"values\":{\"NUMBER\":\"7\"}}]");

        assertThat(SANDBOX.look("/sandbox/rows/all-types").get("count").asInt()).isEqualTo(1);
        assertThat(kept("abc").get("Number").asInt()).isEqualTo(7);
    }

    @Test
    void columns_that_are_not_sent_keep_their_value() {
        caller.post(ROWSET, "[" + row("a", "\"Text\":\"one\",\"Number\":1") + "]");
        caller.post(ROWSET, "[" + row("a", "\"Number\":2") + "]");

        assertThat(kept("a").get("Text").asText()).isEqualTo("one");
        assertThat(kept("a").get("Number").asInt()).isEqualTo(2);
    }

    @Test
    void unknown_columns_are_ignored_without_a_word() {
        var answer = caller.post(ROWSET, "[" + row("a", "\"Text\":\"one\",\"Nobody\":1") + "]");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(kept("a").has("Nobody")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"values\":{\"Nobody\":1}", "\"values\":{}", "\"more\":{}"})
    void a_row_without_any_known_column_is_refused(String values) {
        var answer = caller.post(ROWSET, "[{\"keys\":{\"Contact Key\":\"a\"}," + values + "}]");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()).isEqualTo(unsaved("At least one existing field is required in the values property"));
    }

    @Test
    void a_name_that_is_no_primary_key_is_echoed_in_lower_case() {
        var answer = caller.post(ROWSET, "[{\"keys\":{\"SubscriberKey\":\"a\"},\"values\":{\"Text\":1}}]");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json())
                .isEqualTo(
                        tree(
                                "{\"message\":\"Primary key 'subscriberkey' does not exist.\",\"errorcode\":10000,\"documentation\":\"\"}"));
    }

    @Test
    void a_part_of_the_primary_key_is_not_enough() {
        var answer = caller.post(
                "/hub/v1/dataevents/key:orders/rowset",
                "[{\"keys\":{\"Contact Key\":\"a\"},\"values\":{\"Total\":1}}]");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(additional(answer.json())).containsExactly("Column [Order Id] does not allow null value.");
    }

    @ParameterizedTest
    @CsvSource({"key:nobody,Parameter {key} is invalid.", "all-types,Parameter {guid} is invalid."})
    void an_unknown_data_extension_is_told(String address, String message) {
        var answer = caller.post("/hub/v1/dataevents/" + address + "/rowset", "[" + row("a", "\"Text\":1") + "]");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json())
                .isEqualTo(tree("{\"message\":\"" + message + "\",\"errorcode\":10001,\"documentation\":\"\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "not json", "[1,", ""})
    void a_body_that_is_no_array_is_refused(String body) {
        var answer = caller.post(ROWSET, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errorcode").asInt()).isEqualTo(10003);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void the_rows_before_the_first_bad_one_are_kept_and_none_after_it(int bad) {
        var rows = IntStream.range(0, 5)
                .mapToObj(i -> row("r" + i, i == bad ? "\"Email\":\"nonsense\"" : "\"Text\":\"" + i + "\""))
                .collect(Collectors.joining(",", "[", "]"));

        var answer = caller.post(ROWSET, rows);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json())
                .isEqualTo(
                        unsaved(
                                "Email: The value for column [Email] is not a valid email address. Parse error [InvalidEmailAddress]"));
        var keys = new ArrayList<String>();
        SANDBOX.look("/sandbox/rows/all-types")
                .get("rows")
                .forEach(row -> keys.add(row.get("Contact Key").asText()));
        assertThat(keys)
                .isEqualTo(IntStream.range(0, bad).mapToObj(i -> "r" + i).toList());
    }

    @Test
    void errors_do_not_tell_which_row_they_are_of() {
        var answer = caller.post(
                ROWSET,
                "[" + row("a", "\"Phone\":\"none\"") + "," + row("b", "\"Phone\":\"none\"") + ","
                        + row("c", "\"Email\":\"none\"") + "," + row("d", "\"Nobody\":1") + "]");

        assertThat(additional(answer.json()))
                .containsExactly(
                        "At least one existing field is required in the values property",
                        "Email: The value for column [Email] is not a valid email address. Parse error [InvalidEmailAddress]",
                        "Phone: The value for column [Phone] is not a valid phone number. Parse error [ExactTarget.Core.Validation.ValidationResult[]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Text|\"äöü\"|\"äöü\"",
                "Text|12|\"12\"",
                "Text|true|\"true\"",
                "Text|\"\"|\"\"",
                "Number|-2147483648|-2147483648",
                "Number|\"12\"|12",
                "Decimal|1.005|1.01",
                "Decimal|\"-12345678.9\"|-12345678.90",
                "Date|\"2013-05-23T14:32:00Z\"|\"2013-05-23T08:32:00\"",
                "Date|\"2013-07-01T00:30:00+02:00\"|\"2013-06-30T16:30:00\"",
                "Date|\"2013-05-23T14:32:00.123456\"|\"2013-05-23T14:32:00.123456\"",
                "Date|\"2013-05-23\"|\"2013-05-23T00:00:00\"",
                "Date|\"6/13/2005 1:02:03 PM\"|\"2005-06-13T13:02:03\"",
                "Boolean|true|true",
                "Boolean|\"False\"|false",
                "Boolean|1|true",
                "Boolean|\"no\"|false",
                "Email|\"a.b+c@example.com\"|\"a.b+c@example.com\"",
                "Email|\"\"|null",
                "Phone|\"+49 (221) 12-34567\"|\"+49 (221) 12-34567\"",
                "Locale|\"en-US\"|\"en-US\"",
                "Number|null|null",
            })
    void good_values_are_kept_with_their_type(String column, String sent, String kept) {
        var answer = caller.post(ROWSET, "[" + row("a", "\"" + column + "\":" + sent) + "]");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(kept("a").get(column).toString()).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Text|\"12345678901\"|Text: The value for column [Text] exceeds the maximum length of 10.",
                "Text|{\"a\":1}|Text: The value for column [Text] is not a valid text. Parse error [InvalidValue]",
                "Number|2147483648|Number: The value for column [Number] is not a valid number. Parse error [InvalidNumber]",
                "Number|1.5|Number: The value for column [Number] is not a valid number. Parse error [InvalidNumber]",
                "Decimal|\"x\"|Decimal: The value for column [Decimal] is not a valid decimal. Parse error [InvalidDecimal]",
                "Decimal|123456789.0|Decimal: The value for column [Decimal] is not a valid decimal. Parse error [DecimalOverflow]",
                "Decimal|1e999999999|Decimal: The value for column [Decimal] is not a valid decimal. Parse error [DecimalOverflow]",
                "Date|\"yesterday\"|Date: The value for column [Date] is not a valid date. Parse error [InvalidDate]",
                "Date|\"2013-02-30\"|Date: The value for column [Date] is not a valid date. Parse error [InvalidDate]",
                "Boolean|\"maybe\"|Boolean: The value for column [Boolean] is not a valid boolean. Parse error [InvalidBoolean]",
                "Email|\"a@b\"|Email: The value for column [Email] is not a valid email address. Parse error [InvalidEmailAddress]",
                "Phone|\"call me\"|Phone: The value for column [Phone] is not a valid phone number. Parse error [ExactTarget.Core.Validation.ValidationResult[]]",
                "Locale|\"english\"|Locale: The value for column [Locale] exceeds the maximum length of 5.",
                "Locale|\"e-US\"|Locale: The value for column [Locale] is not a valid locale. Parse error [InvalidLocale]",
            })
    void bad_values_are_refused(String column, String sent, String message) {
        var answer = caller.post(ROWSET, "[" + row("a", "\"" + column + "\":" + sent) + "]");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()).isEqualTo(unsaved(message));
    }

    @Test
    void a_column_that_must_have_a_value_needs_one_at_first_and_cannot_be_cleared() {
        var rowset = "/hub/v1/dataevents/key:strict/rowset";
        var missing = caller.post(rowset, "[{\"keys\":{\"Id\":\"a\"},\"values\":{\"Note\":\"n\"}}]");
        var given = caller.post(rowset, "[{\"keys\":{\"Id\":\"a\"},\"values\":{\"Name\":\"n\"}}]");
        var later = caller.post(rowset, "[{\"keys\":{\"Id\":\"a\"},\"values\":{\"Note\":\"n\"}}]");
        var cleared = caller.post(rowset, "[{\"keys\":{\"Id\":\"a\"},\"values\":{\"Name\":null}}]");

        assertThat(additional(missing.json())).containsExactly("Column [Name] does not allow null value.");
        assertThat(given.status()).isEqualTo(200);
        assertThat(later.status()).isEqualTo(200);
        assertThat(additional(cleared.json())).containsExactly("Column [Name] does not allow null value.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\""})
    void a_primary_key_cannot_be_empty(String key) {
        var answer = caller.post(ROWSET, "[{\"keys\":{\"Contact Key\":" + key + "},\"values\":{\"Text\":1}}]");

        assertThat(additional(answer.json())).containsExactly("Column [Contact Key] does not allow null value.");
    }

    @Test
    void a_data_extension_without_a_primary_key_takes_no_rows() {
        var answer = caller.post("/hub/v1/dataevents/key:keyless/rowset", "[{\"keys\":{},\"values\":{\"Note\":1}}]");

        assertThat(additional(answer.json()))
                .containsExactly("This Data Extension does not have any primary keys defined.");
    }

    @Test
    void fifty_rows_are_the_most() {
        assertThat(caller.post(ROWSET, manyRows(50)).status()).isEqualTo(200);
        assertThat(caller.post(ROWSET, manyRows(51)).status()).isEqualTo(400);
        assertThat(SANDBOX.look("/sandbox/rows/all-types").get("count").asInt()).isEqualTo(50);
    }

    @Test
    void five_million_bytes_are_the_most() {
        var filling = "x".repeat(4_999_000);

        assertThat(caller.post(ROWSET, "[" + row("a", "\"Text\":1,\"Nobody\":\"" + filling + "\"") + "]")
                        .status())
                .isEqualTo(200);
        assertThat(caller.post(
                                ROWSET,
                                "[" + row("b", "\"Text\":1,\"Nobody\":\"" + filling + "x".repeat(1000) + "\"") + "]")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void the_history_tells_what_was_applied_in_which_order() {
        caller.post(ROWSET, "[" + row("A", "\"Number\":1") + "," + row("b", "\"Number\":1") + "]");
        caller.post(ROWSET, "[" + row("a", "\"Number\":2") + "]");

        var rows = SANDBOX.look("/sandbox/rows/all-types");
        var ofA = new ArrayList<Integer>();
        rows.get("history").forEach(entry -> {
            if (entry.get("key").asText().equals("a")) {
                ofA.add(entry.at("/values/Number").asInt());
            }
        });
        assertThat(ofA).containsExactly(1, 2);
        assertThat(rows.get("historyForgotten").asInt()).isZero();
    }

    private static String manyRows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> row("r" + i, "\"Number\":" + i))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String row(String key, String values) {
        return "{\"keys\":{\"Contact Key\":\"" + key + "\"},\"values\":{" + values + "}}";
    }

    private static JsonNode kept(String key) {
        for (var row : SANDBOX.look("/sandbox/rows/all-types").get("rows")) {
            if (row.get("Contact Key").asText().equals(key)) {
                return row;
            }
        }
        throw new AssertionError("There is no row " + key);
    }

    private static List<String> additional(JsonNode error) {
        var messages = new ArrayList<String>();
        error.get("additionalErrors")
                .forEach(one -> messages.add(one.get("message").asText()));
        return messages;
    }

    private static JsonNode unsaved(String message) {
        var guid = SANDBOX.look("/sandbox/rows/all-types").get("id").asText();
        return tree("""
                {"message":"Unable to save rows for data extension ID %s","errorcode":10006,"documentation":"",
                 "additionalErrors":[{"message":"%s","errorcode":10000,"documentation":""}]}""".formatted(guid, message));
    }
}
