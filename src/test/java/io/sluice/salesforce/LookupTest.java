package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LookupTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SObject LEAD = Described.lead();

    @Test
    void many_rows_are_looked_up_by_one_question() {
        var lookup = lookup(false, "Email");
        lookup.want(keys("Email", "ann@example.com"));
        lookup.want(keys("email", "o'hara@example.com"));
        lookup.want(keys("Email", "ANN@example.com"));
        assertThat(lookup.queries())
                .containsExactly("SELECT CreatedDate,Email,Id,IsConverted FROM Lead"
                        + " WHERE Email IN ('ann@example.com','o\\'hara@example.com')");
    }

    @Test
    void a_record_belongs_to_the_rows_whose_values_its_fields_take_for_their_own() {
        var lookup = lookup(false, "Email");
        lookup.add(lead("00Q1", "Email", "Ann@Example.com"));
        lookup.add(lead("00Q2", "Email", "bo@example.com"));
        assertThat(ids(lookup.of(keys("Email", "ann@example.COM ")))).containsExactly("00Q1");
        assertThat(ids(lookup.of(keys("Email", "cy@example.com")))).isEmpty();
    }

    @Test
    void an_external_id_that_says_so_is_compared_with_its_letter_case() {
        assertThat(LEAD.field("Card__c").orElseThrow().caseSensitive()).isTrue();
        var lookup = lookup(false, "Card__c");
        lookup.want(keys("Card__c", "A1"));
        lookup.want(keys("Card__c", "a1"));
        assertThat(lookup.queries()).singleElement().asString().endsWith("Card__c IN ('A1','a1')");
        lookup.add(lead("00Q1", "Card__c", "A1"));
        assertThat(ids(lookup.of(keys("Card__c", "a1")))).isEmpty();
        assertThat(ids(lookup.of(keys("Card__c", "A1")))).containsExactly("00Q1");
    }

    @Test
    void where_all_fields_have_to_match_a_record_needs_the_values_of_one_row() {
        var lookup = lookup(false, "Email", "Phone");
        lookup.want(keys("Email", "ann@example.com", "Phone", "1"));
        lookup.want(keys("Email", "bo@example.com", "Phone", "2"));
        assertThat(lookup.queries())
                .singleElement()
                .asString()
                .endsWith("Email IN ('ann@example.com','bo@example.com') AND Phone IN ('1','2')");
        lookup.add(lead("00Q1", "Email", "ann@example.com", "Phone", "2"));
        lookup.add(lead("00Q2", "Email", "ann@example.com", "Phone", "1"));
        assertThat(ids(lookup.of(keys("Email", "ann@example.com", "Phone", "1"))))
                .containsExactly("00Q2");
        assertThat(ids(lookup.of(keys("Email", "bo@example.com", "Phone", "2"))))
                .isEmpty();
    }

    @Test
    void rows_with_fewer_values_are_asked_for_by_themselves_where_all_have_to_match() {
        var lookup = lookup(false, "Email", "Phone");
        lookup.want(keys("Email", "ann@example.com", "Phone", "1"));
        lookup.want(keys("Email", "bo@example.com"));
        assertThat(lookup.queries()).hasSize(2).anyMatch(query -> query.endsWith("WHERE Email IN ('bo@example.com')"));
    }

    @Test
    void where_any_field_may_match_each_of_them_finds_records() {
        var lookup = lookup(true, "Email", "Phone");
        lookup.want(keys("Email", "ann@example.com", "Phone", "1"));
        lookup.want(keys("Phone", "2"));
        assertThat(lookup.queries())
                .singleElement()
                .asString()
                .endsWith("WHERE Email IN ('ann@example.com') OR Phone IN ('1','2')");
        lookup.add(lead("00Q1", "Email", "ann@example.com"));
        lookup.add(lead("00Q2", "Phone", "1"));
        lookup.add(lead("00Q3", "Phone", "2", "Email", null));
        assertThat(ids(lookup.of(keys("Email", "ann@example.com", "Phone", "1"))))
                .containsExactly("00Q1", "00Q2");
        assertThat(ids(lookup.of(keys("Phone", "2")))).containsExactly("00Q3");
    }

    @Test
    void numbers_compare_as_numbers() {
        var lookup = lookup(false, "NumberOfEmployees");
        lookup.want(keys("NumberOfEmployees", "7"));
        assertThat(lookup.queries()).singleElement().asString().endsWith("NumberOfEmployees IN (7)");
        lookup.add(json("{\"Id\":\"00Q1\",\"NumberOfEmployees\":7.0}"));
        assertThat(ids(lookup.of(keys("NumberOfEmployees", "7")))).containsExactly("00Q1");
    }

    @Test
    void ids_compare_without_their_checksum() {
        var lookup = lookup(false, "Id");
        lookup.want(keys("Id", "00Q000000000001"));
        lookup.add(json("{\"Id\":\"00Q000000000001AAA\"}"));
        assertThat(ids(lookup.of(keys("Id", "00Q000000000001")))).containsExactly("00Q000000000001AAA");
    }

    @Test
    void a_value_that_no_record_can_have_is_not_asked_for_and_finds_nothing() {
        var lookup = lookup(false, "NumberOfEmployees", "Email");
        lookup.want(keys("NumberOfEmployees", "many", "Email", "ann@example.com"));
        lookup.want(keys("Email", "x".repeat(81)));
        assertThat(lookup.queries()).isEmpty();
        assertThat(lookup.of(keys("NumberOfEmployees", "many", "Email", "ann@example.com")))
                .isEmpty();
    }

    @Test
    void long_lists_are_split_so_that_neither_statement_nor_answer_becomes_too_long() {
        var lookup = lookup(false, "Email");
        for (var i = 0; i < 2_000; i++) {
            lookup.want(keys("Email", "customer-" + i + "@example.com"));
        }
        assertThat(lookup.queries()).hasSize(5).allMatch(query -> values(query) == 400);
        var wide = lookup(true, "Email", "Company", "Website");
        for (var i = 0; i < 400; i++) {
            wide.want(
                    keys("Email", i + "@example.com", "Company", i + "'".repeat(250), "Website", i + "\\".repeat(250)));
        }
        assertThat(wide.queries()).allMatch(query -> query.length() < 100_000);
        assertThat(wide.queries().stream().mapToLong(LookupTest::values).sum()).isEqualTo(1_200);
    }

    private static long values(String query) {
        return Pattern.compile("'(\\\\.|[^'\\\\])*'").matcher(query).results().count();
    }

    private static Lookup lookup(boolean any, String... fields) {
        var found = Stream.of(fields)
                .map(name -> new LookupField(LEAD.field(name).orElseThrow()))
                .toList();
        return new Lookup("Lead", found, any, List.of("CreatedDate", "IsConverted"));
    }

    private static Map<String, JsonNode> keys(String... namesAndValues) {
        var keys = new LinkedHashMap<String, JsonNode>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            keys.put(namesAndValues[i], TextNode.valueOf(namesAndValues[i + 1]));
        }
        return keys;
    }

    private static JsonNode lead(String id, String... namesAndValues) {
        var record = JSON.createObjectNode().put("Id", id);
        for (var i = 0; i < namesAndValues.length; i += 2) {
            record.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return record;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> ids(Iterable<Found> found) {
        var ids = new ArrayList<String>();
        found.forEach(one -> ids.add(one.id()));
        return ids.stream().sorted().toList();
    }
}
